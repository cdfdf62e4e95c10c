/** The shape of a CSV file, looked at before and after the engine: its delimiter, and the line that breaks it. */
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createGunzip, gunzipSync, constants } from "node:zlib";
import { problem, type Problem } from "../../problem.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import { dataPlace } from "./data-problem.ts";
import type { DataFile } from "./resolve-files.ts";

const delimiters = [",", ";", "\t", "|"] as const;
const headBytes = 65_536;
/** No further than this is a broken file searched for the line that breaks it. */
const searchedBytes = 200_000_000;

/** The delimiter of a CSV file: the one that its line of names holds most of, outside quotes; a comma where none. */
export function delimiterOf(path: string | undefined): string {
  if (path === undefined) return ",";
  const [names = ""] = readHead(path).split(/\r?\n/, 1);
  const bare = names.replaceAll(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((d) => bare.split(d).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? "," : (delimiters[counts.indexOf(most)] ?? ",");
}

/** Whether a text begins with the mark of UTF-16, as Excel's “Unicode text” does. */
function isUtf16(path: string): boolean {
  const handle = openSync(path, "r");
  try {
    const mark = Buffer.alloc(2);
    return readSync(handle, mark, 0, 2, 0) === 2 && [0xfeff, 0xfffe].includes(mark.readUInt16BE(0));
  } finally {
    closeSync(handle);
  }
}

function readHead(path: string): string {
  let handle: number | undefined;
  try {
    handle = openSync(path, "r");
    const buffer = Buffer.alloc(headBytes);
    const bytes = buffer.subarray(0, readSync(handle, buffer, 0, headBytes, 0));
    if (!path.endsWith(".gz")) return bytes.toString("utf8");
    // The head of a gz file is not a whole one: what can be unpacked is enough.
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString("utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) return "";
    // It does not say of what, and opening does not say what for.
    throw error instanceof Error ? Object.assign(error, { path, syscall: "read" }) : error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The first line of a text table whose number of cells differs from its names', or whose quote never ends. */
export async function shapeProblem(
  table: TableSource,
  files: readonly DataFile[],
): Promise<Problem | undefined> {
  if (table.format !== "csv" && table.format !== "tsv") return undefined;
  for (const file of files) {
    if (isUtf16(file.path)) {
      const values = { path: file.name, reason: "the text is UTF-16" };
      return problem("data-unreadable", values, dataPlace(file.name, 1), {
        related: [table.place],
      });
    }
    const delimiter = table.format === "tsv" ? "\t" : delimiterOf(file.path);
    const fault = await firstFault(file.path, delimiter);
    if (fault === undefined) continue;
    const reason =
      fault.kind === "quote"
        ? `the quote that opens in line ${fault.line} never ends`
        : `line ${fault.line} has ${fault.found} cells, the line of names ${fault.expected}`;
    return problem(
      "data-unreadable",
      { path: file.name, reason },
      dataPlace(file.name, fault.line),
      {
        related: [table.place],
      },
    );
  }
  return undefined;
}

type Fault =
  | {
      readonly kind: "cells";
      readonly line: number;
      readonly found: number;
      readonly expected: number;
    }
  | { readonly kind: "quote"; readonly line: number };

async function firstFault(path: string, delimiter: string): Promise<Fault | undefined> {
  const file = createReadStream(path, { end: searchedBytes });
  const stream = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  const [separator, quote, feed, back] = [delimiter.charCodeAt(0), 34, 10, 13];
  let line = 1;
  let rowLine = 1;
  let cells = 1;
  let expected = 0;
  let empty = true;
  let quoted = false;
  let quoteLine = 1;
  try {
    for await (const chunk of stream) {
      for (const byte of chunk as Buffer) {
        if (byte === quote) {
          quoted = !quoted;
          if (quoted) quoteLine = line;
          empty = false;
        } else if (byte === feed) {
          line += 1;
          if (quoted) continue;
          if (!empty) {
            if (expected === 0) expected = cells;
            else if (cells !== expected)
              return { kind: "cells", line: rowLine, found: cells, expected };
          }
          [rowLine, cells, empty] = [line, 1, true];
        } else if (!quoted && byte === separator) {
          cells += 1;
          empty = false;
        } else if (byte !== back) empty = false;
      }
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      return undefined; // not gz
    throw error;
  } finally {
    file.destroy();
  }
  if (quoted) return { kind: "quote", line: quoteLine };
  return !empty && expected > 0 && cells !== expected
    ? { kind: "cells", line: rowLine, found: cells, expected }
    : undefined;
}
