/** Finds rows of a source besides transactions that cannot be right, and the first place of each kind. */
import type { Typed } from "../../language/model/typed.ts";
import { problem, type Problem } from "../../problem.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataPlace } from "./data-problem.ts";
import { columnsOf, firstRow, type Counts } from "./line-problems.ts";
import { rowFaults, type OtherInput } from "./source-rows.ts";

/**
 * The problems of the rows in a part that was just written: each names its first row.
 *
 * @param counts `rowFaultCounts` of the part
 */
export async function rowProblems(
  lane: Lane,
  input: OtherInput,
  counts: Counts,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model } = input;
  const faults = rowFaults(model, input.today);
  const counted = (name: string): number => Number(counts[name] ?? 0);
  const related = [model.place];
  const problems: Problem[] = [];
  const first = async (fault: keyof typeof faults, shown: Typed) => {
    const found = await firstRow(lane, input, faults[fault], shown, options);
    const { path, line } = found;
    return { ...found, count: counted(fault), place: dataPlace(path, line) };
  };
  if (counted("rows") === 0) {
    const path = input.files[0]?.name ?? model.from;
    return [problem("no-rows", { path, asOf: input.today }, model.place)];
  }
  const impossible = async (fault: "no_day" | "bad_end", shown: Typed): Promise<void> => {
    if (counted(fault) === 0) return;
    const { place, ...values } = await first(fault, shown);
    const column = columnsOf(shown);
    problems.push(problem("impossible-dates", { column, ...values }, place, { related }));
  };
  await impossible("no_day", model.time);
  if (model.kind === "spans") {
    await impossible("bad_end", model.end);
    if (counted("reversed") > 0) {
      const { place, ...values } = await first("reversed", model.end);
      problems.push(problem("reversed-spans", values, place, { related }));
    }
  }
  if (model.kind === "scores") {
    const column = model.score;
    const shown: Typed = {
      kind: "name",
      ref: { kind: "column", source: model.name, column },
      type: "number",
      unit: null,
      span: { start: 0, end: 0 },
    };
    if (counted("bad_score") > 0) {
      const { place, ...found } = await first("bad_score", shown);
      const values = { column, ...found, expected: "number" };
      problems.push(problem("bad-cells", values, place, { related }));
    }
    if (counted("out_of_scale") > 0) {
      const { place, ...found } = await first("out_of_scale", shown);
      const [low, high] = model.scale;
      const values = { column, ...found, low, high };
      problems.push(problem("scores-out-of-scale", values, place, { related }));
    }
  }
  if (counted("future") > 0) {
    const { place, ...values } = await first("future", model.time);
    problems.push(problem("future-rows", values, place, { related }));
  }
  if (counted("no_customer") > 0) {
    const { place, path, count, line } = await first("no_customer", model.customer);
    const values = { column: columnsOf(model.customer), path, count, line };
    problems.push(problem("empty-ids", values, place, { severity: "warning", related }));
  }
  return problems;
}
