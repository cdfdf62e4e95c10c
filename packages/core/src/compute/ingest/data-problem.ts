/** Turns what the engine says about the user's data into problems. */
import { fileStart, problem, type Place, type Problem, type Range } from "../../problem.ts";
import type { EngineError } from "../engine/engine-error.ts";
import type { DataFile } from "./resolve-files.ts";

type Table = { readonly from: string; readonly place: Place };

/** A place in a data file. @param line one-based */
export const dataPlace = (file: string, line: number): Place => ({ file, range: lineRange(line) });

const lineRange = (line: number): Range => ({
  start: { line: Math.max(0, line - 1), character: 0 },
  end: { line: Math.max(0, line - 1), character: 0 },
});

/**
 * The problem of a table that could not be read.
 *
 * @param error what the engine said; never `interrupted`
 * @param table the table, for the place where it is declared
 * @param files its files
 */
export function dataProblem(error: EngineError, table: Table, files: readonly DataFile[]): Problem {
  const file =
    files.find((f) => f.path === error.path) ?? (files.length === 1 ? files[0] : undefined);
  const path = file?.name ?? table.from;
  const related = [table.place];
  switch (error.kind) {
    case "conversion":
      if (error.line !== undefined && error.column !== undefined) {
        const expected = /to '?([A-Z]+)/.exec(error.message)?.[1]?.toLowerCase() ?? "another type";
        const values = {
          column: error.column,
          path,
          line: error.line,
          value: error.value ?? "",
          expected,
        };
        return problem("column-unreadable", values, dataPlace(path, error.line), { related });
      }
      return problem(
        "data-unreadable",
        { path, reason: firstSentence(error.message) },
        table.place,
      );
    case "csv":
      return problem(
        "data-unreadable",
        { path, reason: firstSentence(error.message) },
        error.line === undefined ? table.place : dataPlace(path, error.line),
        { related },
      );
    case "out-of-memory":
      return memoryProblem(error);
    case "missing":
      return problem("data-missing", { path }, table.place);
    case "disk-full":
      return problem("disk-full", { path: ".clientele" }, { file: ".clientele", range: fileStart });
    case "forbidden":
      return problem("read-forbidden", { path, root: path }, table.place);
    default:
      return problem(
        "data-unreadable",
        { path, reason: firstSentence(error.message) },
        table.place,
      );
  }
}

/** The data need more memory than the engine may take: no fault of a file. @param error of kind `out-of-memory` */
export function memoryProblem(error: EngineError): Problem {
  const limit = /\/([\d.]+ \w+) used/.exec(error.message)?.[1] ?? "?";
  return problem("memory-full", { limit }, { file: ".clientele", range: fileStart });
}

/** The first sentence of an engine's message, without its own prefix. */
export function firstSentence(message: string): string {
  const sentence =
    message
      .replace(/^(?:[A-Z][\w ]*Error: )+/, "")
      .replace(/^CSV Error on Line: \d+:? /, "")
      .split(/(?<=[.:])(?<!Columns:|Found:) |\n/)[0] ?? message;
  return sentence.replace(/[.:]\s*$/, "").slice(0, 200);
}
