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

const questionsIn = (file: string): readonly Question[] => {
  const text = readFileSync(join(import.meta.dirname, file), "utf8");
  return parseYaml(file, text).document.toJS() as readonly Question[]; // written beside this file
};
const sets = [
  ["first-200.yaml", 200],
  ["second-hundred.yaml", 100],
  ["third-hundred.yaml", 100],
] as const;
const questions = sets.flatMap(([file]) => questionsIn(file));

const folder = mkdtempSync(join(tmpdir(), "clientele-questions-"));
beforeAll(async () => {
  await clientele(["init", folder]);
  await clientele(["run", folder, "--publish"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the questions that people ask", () => {
  it.each(sets)("of %s are %i, about half of them in Chinese, none twice", (file, count) => {
    const own = questionsIn(file);
    const chinese = own.filter(({ q }) => /\p{Script=Han}/u.test(q)).length;
    expect(own).toHaveLength(count);
    expect(Math.abs(chinese * 2 - count)).toBeLessThanOrEqual(count / 10);
    expect(new Set(own.map(({ q }) => q)).size).toBe(count);
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
