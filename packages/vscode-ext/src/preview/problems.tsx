import type { ProblemRow, Words } from "./messages.ts";
import { fill } from "./store.ts";
import { tell } from "./vscode-page.ts";

/** What keeps the text from being counted; a press goes there. */
export function Problems({ rows, w }: { readonly rows: readonly ProblemRow[]; readonly w: Words }) {
  if (rows.length === 0) return null;
  return (
    <section class="problems" aria-label={w.problems}>
      <ul>
        {rows.map((row, index) => (
          <li key={index} class={row.severity}>
            <button type="button" class="problem" onClick={() => go(row)}>
              <span>{row.message}</span>
              <span class="place">
                {row.file} {fill(w.line, String(row.line + 1))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const go = ({ file, line, character }: ProblemRow): void =>
  tell({ kind: "problem", file, line, character });
