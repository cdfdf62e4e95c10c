import { count } from "./figures.ts";
import type { PreviewState, Words } from "./messages.ts";
import { locale } from "./store.ts";

/** What the sources hold. */
export function DataPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  if (now.sources.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{w.source}</th>
          <th scope="col" class="figure">
            {w.rows}
          </th>
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
            <td class="figure">{source.rows === null ? "" : count(source.rows, locale.value)}</td>
            <td class="figure">{count(source.columns, locale.value)}</td>
            <td class="figure">{count(source.files.length, locale.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
