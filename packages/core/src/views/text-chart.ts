import { displayWidth, padWidth, truncateWidth } from "./display-width.ts";
import { bar } from "./text-bar.ts";
import { clean, type TextContext } from "./text-context.ts";
import type { Block } from "./view.ts";

/** A chart as lying bars, one a line, without its sentence. */
export function chartLines(
  chart: Extract<Block, { kind: "chart" }>,
  context: TextContext,
): readonly string[] {
  const { width, paint, format } = context;
  const points = chart.series.flatMap((series) =>
    series.points.map((point) => ({
      label: clean(chart.series.length > 1 ? `${series.name} ${point.label}` : point.label),
      value: point.value,
    })),
  );
  const unit = chart.unit === undefined ? {} : { unit: chart.unit };
  const figures = points.map(({ value }) => format({ value, type: chart.type, ...unit }, "short"));
  const labelWidth = Math.min(
    Math.floor(width / 3),
    Math.max(0, ...points.map((p) => displayWidth(p.label))),
  );
  const figureWidth = Math.max(0, ...figures.map(displayWidth));
  const room = Math.max(1, width - labelWidth - figureWidth - 4);
  const most = Math.max(...points.map((p) => Math.abs(p.value)), Number.MIN_VALUE);
  return [
    paint(truncateWidth(clean(chart.title), width), "bold"),
    ...points.map(({ label, value }, i) => {
      const name = padWidth(truncateWidth(label, labelWidth), labelWidth);
      return `${name}  ${padWidth(figures[i] ?? "", figureWidth, "right")}  ${bar(Math.abs(value) / most, room)}`.trimEnd();
    }),
  ];
}
