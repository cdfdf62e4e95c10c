import { displayWidth, padWidth, truncateWidth } from "./display-width.ts";
import { bar } from "./text-bar.ts";
import { clean, type TextContext } from "./text-context.ts";
import type { Block, CellType } from "./view.ts";

const rightTypes: ReadonlySet<CellType> = new Set(["number", "money", "share", "days"]);
const barWidth = 10;
const narrowest = 4;

/** A table with its title and heading; where it is too wide, the widest columns give way. */
export function tableLines(
  table: Extract<Block, { kind: "table" }>,
  context: TextContext,
): readonly string[] {
  const { width, paint, format } = context;
  const rows = table.rows.map((row) => row.map((cell) => format(cell, "full")));
  const widths = table.columns.map((column, i) =>
    Math.max(displayWidth(clean(column.label)), ...rows.map((row) => displayWidth(row[i] ?? ""))),
  );
  const shareAt = table.columns.findIndex((column) => column.type === "share");
  const total = (): number =>
    widths.reduce((sum, w) => sum + w, 0) + 2 * Math.max(0, widths.length - 1);
  const hasBars = shareAt >= 0 && total() + barWidth + 2 <= width;
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    const now = widths[widest] ?? 0;
    if (now <= narrowest) break;
    widths[widest] = Math.max(narrowest, now - (total() - width));
  }
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const type = table.columns[i]?.type ?? "text";
        return padWidth(
          truncateWidth(cell, widths[i] ?? 0),
          widths[i] ?? 0,
          rightTypes.has(type) ? "right" : "left",
        );
      })
      .join("  ");
  const bars = table.rows.map((row) => {
    const share = hasBars ? row[shareAt]?.value : null;
    return typeof share === "number" ? `  ${bar(share, barWidth)}` : "";
  });
  const fit = (text: string): string => truncateWidth(text.trimEnd(), width);
  const title =
    table.title === undefined ? [] : [paint(truncateWidth(clean(table.title), width), "bold")];
  const more =
    table.total !== undefined && table.total > rows.length
      ? [`… ${rows.length} / ${table.total}`]
      : [];
  return [
    ...title,
    ...(table.columns.length === 0
      ? []
      : [paint(fit(line(table.columns.map((c) => clean(c.label)))), "dim")]),
    ...rows.map((row, i) => fit(line(row) + (bars[i] ?? ""))),
    ...more,
  ];
}
