import { formatCell, toSvg, type Block, type Cell, type Fact } from "@clientele/core/views";
import { locale } from "./store.ts";

type Table = Extract<Block, { readonly kind: "table" }>;

/** The blocks of a view, as every surface has them: facts, tables, charts, notes. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockOf key={index} block={block} />
      ))}
    </>
  );
}

function BlockOf({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "note":
      return <p class={block.tone === "warning" ? "caution" : "hint"}>{block.text}</p>;
    case "facts":
      return <Facts facts={block.facts} />;
    case "table":
      return <BlockTable block={block} />;
    case "chart": {
      const { classList } = document.body;
      const isLight = ["vscode-light", "vscode-high-contrast-light"].some((c) =>
        classList.contains(c),
      );
      const theme = isLight ? "light" : "dark";
      const svg = toSvg(block, { locale: locale.value, theme, width: 420, height: 160 });
      // toSvg escapes every text and writes neither script nor style
      return <div class="chart" dangerouslySetInnerHTML={{ __html: svg }} />;
    }
    case "diff":
      return (
        <pre class="diff">{block.lines.map(({ sign, text }) => `${sign} ${text}`).join("\n")}</pre>
      );
  }
}

/** Labelled facts as a list of terms; sentences as a list of their own. */
function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const groups: { kind: "head" | "sentence" | "fact"; fact: Fact }[] = facts.map((fact) => ({
    kind: fact.label === "" ? "sentence" : fact.cells.length === 0 ? "head" : "fact",
    fact,
  }));
  return (
    <div class="facts">
      {groups.map(({ kind, fact }, index) =>
        kind === "head" ? (
          <h3 key={index}>{fact.label}</h3>
        ) : kind === "sentence" ? (
          <p key={index}>{textOf(fact)}</p>
        ) : (
          <dl key={index}>
            <dt>{fact.label}</dt>
            <dd>{textOf(fact)}</dd>
          </dl>
        ),
      )}
    </div>
  );
}

const textOf = ({ cells, note }: Fact): string =>
  [cells.map(cellText).join(" · "), ...(note === undefined ? [] : [note])]
    .filter((part) => part !== "")
    .join(" · ");

export const cellText = (cell: Cell): string => formatCell(cell, { locale: locale.value });

const figures: ReadonlySet<string> = new Set(["number", "money", "share", "days"]);
export const classOf = (type: string): string => (figures.has(type) ? "figure" : "");

function BlockTable({ block: { title, columns, rows } }: { readonly block: Table }) {
  return (
    <div class="scroll" tabIndex={0}>
      <table>
        {title !== undefined && <caption>{title}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" class={classOf(column.type)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) =>
                c === 0 ? (
                  <th key={c} scope="row">
                    {cellText(cell)}
                  </th>
                ) : (
                  <td key={c} class={classOf(cell.type)}>
                    {cellText(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
