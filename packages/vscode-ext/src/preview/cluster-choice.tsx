import { formatShare } from "@clientele/core/views";
import type { KRow, Words } from "./messages.ts";
import { fill, locale, makeEdit } from "./store.ts";

/** What the last run tried for k, and a button that writes one into the text. */
export function ClusterChoice({ rows, w }: { readonly rows: readonly KRow[]; readonly w: Words }) {
  const figure = (value: number | null): string => (value === null ? "" : value.toFixed(2));
  return (
    <section aria-label={w.clusters}>
      <h2>{w.clusters}</h2>
      <table class="clusters">
        <thead>
          <tr>
            <th scope="col">k</th>
            {[w.stability, w.smallest, w.silhouette].map((label) => (
              <th key={label} scope="col" class="figure">
                {label}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.k} aria-current={row.chosen}>
              <th scope="row">{row.k}</th>
              <td class="figure">{figure(row.stability)}</td>
              <td class="figure">
                {row.smallest === null ? "" : formatShare(row.smallest, locale.value)}
              </td>
              <td class="figure">{figure(row.silhouette)}</td>
              <td>
                {row.chosen ? (
                  w.chosenK
                ) : (
                  <button
                    type="button"
                    class="link"
                    onClick={() => makeEdit({ kind: "k", k: row.k })}
                  >
                    {fill(w.useK, String(row.k))}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
