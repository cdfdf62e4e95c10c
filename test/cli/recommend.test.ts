import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";

const data =
  process.env["CLIENTELE_DATA"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`SKIPPED: the tests on public data need ${data} (or CLIENTELE_DATA)`);

const folder = fileURLToPath(new URL("../../examples/online-retail", import.meta.url));
const ask = (...words: readonly string[]) =>
  clientele([...words, "--project", folder, "--allow-read", data, "--json"], {
    environment: { CLIENTELE_DATA: data },
  });

type Quality = { readonly hit_rate: number; readonly recall: number; readonly coverage: number };

describe.skipIf(!present)("recommendations of Online Retail", () => {
  it("foretell later purchases better than what is popular", { timeout: 300_000 }, async () => {
    const { code, json } = await ask("recommend", "--evaluate");
    expect(code).toBe(0);
    const { quality } = json as {
      readonly quality: {
        readonly customers: number;
        readonly recommended: Quality;
        readonly popular: Quality;
        readonly gain: { readonly low: number };
      };
    };
    expect(quality.customers).toBeGreaterThan(1500);
    expect(quality.recommended.hit_rate).toBeGreaterThan(quality.popular.hit_rate);
    expect(quality.recommended.recall).toBeGreaterThan(quality.popular.recall);
    expect(quality.recommended.coverage).toBeGreaterThan(quality.popular.coverage);
    expect(quality.gain.low).toBeGreaterThan(0);
  });
});

it("wants to know for whom", async () => {
  expect((await clientele(["recommend", "--json"])).code).toBe(2);
  expect((await clientele(["recommend", "a", "--bundles", "--json"])).code).toBe(2);
});

it.skipIf(!present)("says where a project recommends nothing", async () => {
  const cdnow = fileURLToPath(new URL("../../examples/cdnow", import.meta.url));
  const words = ["recommend", "--evaluate", "--project", cdnow, "--allow-read", data, "--json"];
  const none = await clientele(words, { environment: { CLIENTELE_DATA: data } });
  expect([none.code, problemsOf(none)]).toMatchObject([1, [{ code: "missing-key" }]]);
});
