import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { plain } from "../../../packages/core/src/compute/engine/cell.ts";
import { evaluate, type Value } from "../../../packages/core/src/domain/explain/evaluate.ts";
import { toScalar } from "../../../packages/core/src/domain/to-scalar.ts";
import { functions } from "../../../packages/core/src/language/model/functions.ts";
import {
  bool,
  cast,
  compile,
  date,
  nil,
  number,
  select,
  text,
  timestamp,
  trino,
  type Scalar,
} from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";
import { rulesOver } from "./rules.ts";

/** The customer of the page. */
const customer = {
  city: ["text", text("苏州")],
  class: ["text", text("Personal")],
  note: ["text", nil("varchar")],
  nps: ["number", number("3")],
  spent: ["number", cast(number("120.5"), "double")],
  account: ["number", number("9007199254740993")],
  born: ["date", date("1992-02-29")],
  seen: ["timestamp", timestamp("2026-11-20 18:30:00")],
  vip: ["boolean", bool(true)],
} as const;
const rules = rulesOver(new Map(Object.entries(customer).map(([name, [type]]) => [name, type])));
const columns: Readonly<Record<string, Scalar>> = Object.fromEntries(
  Object.entries(customer).map(([name, [, value]]) => [name, value]),
);

type Example = { readonly rule: string; readonly answer: Value };

/** Rows of tables that have the columns `example` and `answer`. */
function examplesIn(page: string): readonly Example[] {
  let at: { readonly example: number; readonly answer: number } | undefined;
  const found: Example[] = [];
  for (const line of page.split("\n")) {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
    const [example, answer] = [cells.indexOf("example"), cells.indexOf("answer")];
    if (example >= 0 && answer >= 0) at = { example, answer };
    else if (cells.length === 0) at = undefined;
    else if (at !== undefined && !cells.every((cell) => /^-+$/.test(cell)))
      found.push({
        rule: (cells[at.example] ?? "").slice(1, -1),
        answer: answerOf(cells[at.answer] ?? ""),
      });
  }
  return found;
}

function answerOf(cell: string): Value {
  const written = cell.replaceAll("`", "");
  if (written === "unknown") return null;
  if (written === "true" || written === "false") return written === "true";
  return written.startsWith("'") ? written.slice(1, -1) : Number(written);
}

const page = readFileSync(new URL("../../../docs/rule-language.md", import.meta.url), "utf8");
const examples = examplesIn(page);

it.each(examples)("answers $rule with $answer, by the evaluator and by DuckDB", async (example) => {
  const node = rules.typed(example.rule);
  const lane = await open(folders().inside);
  const row = await lane.one(select({ columns }));
  const answers = select({
    columns: { answer: toScalar(node, rules.names) },
    from: select({ columns }),
  });
  expect(evaluate(node, rules.valueOf(row))).toEqual(example.answer);
  expect(plain((await lane.one(answers))["answer"])).toEqual(example.answer);
  expect(compile(answers, trino).params).toEqual([]);
});

it("shows every function", () => {
  const shown = functions.filter((f) => page.includes(`| \`${f.name}(`)).map((f) => f.name);
  expect(shown).toEqual(functions.map((f) => f.name));
  expect(examples.length).toBeGreaterThanOrEqual(70);
});
