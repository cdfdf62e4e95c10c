/** The questions ask about things that there are: every segment, value and rule of theirs is answered by the retail example. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseYaml } from "../../../packages/core/src/language/config/yaml-source.ts";
import { clientele, problemsOf } from "../../cli/clientele.ts";

type Customers = { readonly in?: string; readonly where?: string; readonly owner?: string };
type Means = {
  readonly list?: Customers & { readonly by?: string; readonly top?: number };
  readonly count?: Customers;
  readonly figure?: Customers & { readonly of: string; readonly how: string };
  readonly share?: Customers & { readonly of?: "revenue" };
  readonly value?: readonly [string, string];
  readonly reach?: readonly [string, string];
  readonly compare?: readonly [string, string];
  readonly by?: string;
  readonly moves?: { readonly into?: string; readonly from?: string };
};
type Question = { readonly q: string; readonly after?: string; readonly means: Means };

const text = readFileSync(join(import.meta.dirname, "first-200.yaml"), "utf8");
const questions = parseYaml("first-200.yaml", text).document.toJS() as readonly Question[]; // written beside this file

const folder = mkdtempSync(join(tmpdir(), "clientele-questions-"));
beforeAll(async () => {
  await clientele(["init", folder]);
  await clientele(["run", folder, "--publish"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the first two hundred questions", () => {
  it("are two hundred, half of them in Chinese, none twice", () => {
    const chinese = questions.filter(({ q }) => /\p{Script=Han}/u.test(q));
    expect([questions.length, chinese.length]).toEqual([200, 100]);
    expect(new Set(questions.map(({ q }) => q)).size).toBe(200);
  });

  it("follow up on questions that stand there", () => {
    const asked = new Set(questions.map(({ q }) => q));
    expect(questions.flatMap(({ after }) => after ?? []).filter((q) => !asked.has(q))).toEqual([]);
  });

  it("pick customers by rules that the project understands", async () => {
    const rules = questions.flatMap(({ means: m }) =>
      [m.list, m.count, m.figure, m.share].flatMap((of) => of?.where ?? []),
    );
    const segments = questions.flatMap(({ means: m }) => [
      ...[m.list, m.count, m.figure, m.share].flatMap((of) => of?.in ?? []),
      ...(m.compare ?? []),
      ...[m.moves?.into, m.moves?.from, m.reach?.[1]].flatMap((one) => one ?? []),
    ]);
    const values = questions.flatMap(({ means: m }) =>
      [m.list?.by?.replace(/^-/, ""), m.figure?.of, m.value?.[1], m.by].flatMap((one) => one ?? []),
    );
    // A window is part of a value's name in lists and part of a metric in rules; owners stand in no rule.
    const plain = values.map((value) => value.replace(/_365$/, "")).filter((v) => v !== "owner");
    const named = [...new Set(plain)].map((name) => `(${name} is null or ${name} is not null)`);
    const inSegments = [...new Set(segments)].map((segment) => {
      const [segmentation = "", id = ""] = segment.split(".");
      return segmentation === "care" ? segment : `${segmentation} = '${id}'`;
    });
    const all = [...new Set([...rules, ...inSegments, ...named])].map((rule) => `(${rule})`);
    const ended = await clientele([
      "find",
      all.join(" or "),
      "--limit",
      "1",
      "--project",
      folder,
      "--json",
    ]);
    expect(problemsOf(ended).map(({ message }) => message)).toEqual([]);
  });
});
