import { formatNumber } from "@clientele/core/views";
import { Blocks } from "./blocks.tsx";
import type { PreviewState, Words } from "./messages.ts";

/** What the sources hold, and what was learned from them. */
export function DataPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  return (
    <>
      <h2>{w.data}</h2>
      <Sources now={now} w={w} />
      {now.cards.length > 0 && (
        <details>
          <summary>{w.models}</summary>
          <Blocks blocks={now.cards} />
        </details>
      )}
    </>
  );
}

function Sources({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  if (now.sources.length === 0) return null;
  const areCounted = now.sources.some((source) => source.rows !== null);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{w.source}</th>
          {areCounted && (
            <th scope="col" class="figure">
              {w.rows}
            </th>
          )}
          <th scope="col" class="figure">
            {w.columns}
          </th>
          <th scope="col" class="figure">
            {w.files}
          </th>
        </tr>
      </thead>
      <tbody>
        {now.sources.map((source) => (
          <tr key={source.name}>
            <th scope="row" title={source.files.join("\n")}>
              {source.name}
            </th>
            {areCounted && (
              <td class="figure">{source.rows === null ? "" : formatNumber(source.rows)}</td>
            )}
            <td class="figure">{formatNumber(source.columns)}</td>
            <td class="figure">{formatNumber(source.files.length)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
