/** Writes files of a source as a part of its cache: their lines in buckets by customer, without what follows from the rest. */
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import {
  as,
  call,
  coalesce,
  col,
  copy,
  int,
  isNotNull,
  max,
  min,
  scan,
  select,
  star,
  sum,
  text,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { newPart, type CachePart } from "./cache.ts";
import { dataProblem } from "./data-problem.ts";
import { forgottenOf, withoutForgotten } from "./forgotten.ts";
import { impliedColumns, withImplied, withoutImplied, type Implied } from "./implied-columns.ts";
import { lineProblems, type Counts } from "./line-problems.ts";
import { faultCounts, type SourceInput } from "./lines.ts";
import { rateProblems } from "./rate-problems.ts";
import { readTable } from "./read-table.ts";
import { changedFiles } from "./resolve-files.ts";
import { rowProblems } from "./row-problems.ts";
import { onceOnly, saidTwice, type SaidTwice } from "./said-twice.ts";
import { isOther, isTransactions, rowFaultCounts, rowFaults, sourceRows } from "./source-rows.ts";

/** Columns that are not written as they are: those that follow from the rest of the line, and those that may. */
export function sparedOf(input: SourceInput): {
  readonly twice: readonly SaidTwice[];
  readonly implied: readonly Implied[];
} {
  const implied = impliedColumns(input);
  const never = new Set(implied.map(({ column }) => column));
  const twice = saidTwice(input.model, input.source).filter(({ column }) => !never.has(column));
  return { twice, implied };
}

/**
 * @param folder of the cache
 * @returns the part, or every problem of its rows
 * @throws EngineError `interrupted`; nothing half-written stays
 */
export async function writePart(
  lane: Lane,
  input: SourceInput,
  folder: string,
  buckets: number,
  options: QueryOptions,
): Promise<Result<Omit<CachePart, "files">, Problem>> {
  const { rates } = input;
  const wrong = rates === null ? [] : await rateProblems(lane, rates, options);
  if (wrong.length > 0) return err(...wrong);
  const aside = newPart(folder);
  try {
    const rows = readTable(input.model, input.files, input.source);
    const kept = withoutForgotten(sourceRows(input, rows), "customer", forgottenOf(input.project));
    const { twice, implied } = sparedOf(input);
    const lines = bucketed(onceOnly(withoutImplied(kept, implied), twice), buckets);
    const target = buckets === 1 ? join(aside, "all.parquet") : aside;
    const format = {
      format: "parquet",
      compression: "zstd",
      ...(buckets === 1 ? {} : { partitionBy: ["bucket"] }),
    } as const;
    await lane.run(copy(lines, target, format), options);
    const parquet = join(aside, "**", "*.parquet");
    const written = scan(parquet, { format: "parquet", hivePartitioning: false });
    const counts = await lane.one(
      select({
        columns: { ...faultsOf(input), ...spanColumns(isTransactions(input)) },
        from: withImplied(select({ from: written }), implied),
      }),
      options,
    );
    const problems = [
      ...(isOther(input) ? await rowProblems(lane, input, counts, options) : []),
      ...(isTransactions(input) ? await lineProblems(lane, input, parquet, counts, options) : []),
    ];
    const changed = [...changedFiles(input.files), ...changedFiles(input.rates?.files ?? [])];
    if (changed.length > 0) return err(...changed);
    if (hasErrors(problems)) return err(...problems);
    const name = basename(aside).slice(1);
    renameSync(aside, join(folder, name));
    return ok({ folder: name, ...spanOfPart(counts), problems });
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
    const changed = [...changedFiles(input.files), ...changedFiles(rates?.files ?? [])];
    return err(...(changed.length > 0 ? changed : [dataProblem(error, input.model, input.files)]));
  } finally {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, "meta.json"))) removeEmpty(folder);
  }
}

/** What the span of a part is made of. @param amounts whether its rows have any */
const spanColumns = (amounts: boolean): Readonly<Record<string, Scalar>> => {
  const counted = isNotNull(col("customer"));
  return {
    first: min(col("day"), counted),
    last: max(col("day"), counted),
    ...(amounts ? { moved: sum(call("abs", col("amount")), counted) } : {}),
  };
};

function spanOfPart(row: Counts): Pick<CachePart, "days" | "moved"> {
  const [first, last] = [textOf(row["first"] ?? null), textOf(row["last"] ?? null)];
  const plain = /^\d{4}-\d\d-\d\d$/;
  const moved = row["moved"] === undefined ? {} : { moved: Number(row["moved"]) };
  if (first === null || last === null || !plain.test(first) || !plain.test(last))
    return { days: null, ...moved };
  return { days: { first, last }, ...moved };
}

const faultsOf = (input: SourceInput): Readonly<Record<string, Scalar>> => {
  if (isOther(input)) return rowFaultCounts(rowFaults(input.model, input.today));
  if (isTransactions(input)) return faultCounts(input.today, input.model.margin !== null);
  throw new Error("unreachable: a source is transactions or another one");
};

/** Another process may be writing its part there: only an empty folder goes. */
function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The bucket of each line, by its customer. */
const bucketed = (lines: Query, buckets: number): Query =>
  buckets === 1
    ? lines
    : select({
        columns: [
          star(),
          as("bucket", call("bucket", coalesce(col("customer"), text("")), int(buckets))),
        ],
        from: lines,
      });
