import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { clientele } from "./clientele.ts";

const data =
  process.env["CLIENTELE_DATA"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const present = existsSync(data);
if (!present) console.warn(`SKIPPED: the tests on public data need ${data} (or CLIENTELE_DATA)`);

const example = (name: string): string =>
  fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const runExample = (name: string) =>
  clientele(["run", example(name), "--allow-read", data, "--json"], {
    environment: { CLIENTELE_DATA: data },
  });

describe.skipIf(!present)("public data", () => {
  afterAll(() => {
    for (const name of ["cdnow", "online-retail", "online-retail-refunds"])
      rmSync(`${example(name)}/.clientele/runs`, { recursive: true, force: true });
  });

  // Counts of the data set's own description: 397,884 lines after the usual clean (UCI Online Retail, Chen 2012).
  it("gives Online Retail's known totals", async () => {
    const { json } = await runExample("online-retail");
    expect(json).toMatchObject({
      as_of: "2011-12-09",
      customers: 4338,
      transactions: 397_884,
      orders: 18_532,
      revenue: 8_911_407.904,
    });
  });

  // 8,911,407.904 less 611,342.09 of credit notes with a customer, summed over the file by awk.
  it("nets Online Retail's credit notes as refunds", async () => {
    const { json } = await runExample("online-retail-refunds");
    expect(json).toMatchObject({ customers: 4371, orders: 18_532, revenue: 8_300_065.814 });
    const folder = example("online-retail-refunds");
    const show = async (id: string) =>
      (await clientele(["show", id, "--json", "--project", folder])).json;
    // 12346 sent back its only order, 16446 one of two orders, each in full.
    expect(await show("12346")).toMatchObject({
      customer: { metrics: { monetary: 0, frequency: 1 } },
    });
    expect(await show("16446")).toMatchObject({
      customer: { metrics: { monetary: 2.9, frequency: 2 } },
    });
  });

  // Fader and Hardie's description of the full CDNOW data set: 23,570 customers, 69,659 purchases.
  it("gives CDNOW's known totals, ids with their leading zeros", async () => {
    const { json } = await runExample("cdnow");
    expect(json).toMatchObject({
      as_of: "1998-06-30",
      customers: 23_570,
      transactions: 69_659,
      orders: 69_659,
    });
    const shown = await clientele(["show", "00001", "--json", "--project", example("cdnow")]);
    expect(shown.json).toMatchObject({
      customer: { id: "00001", metrics: { frequency: 1, monetary: 11.77 } },
    });
  });
});
