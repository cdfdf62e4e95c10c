/** Cells and names that the builders share. */
import type { CustomerRow, MetricInfo, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import type { Cell } from "./view.ts";

export const textCell = (value: string): Cell => ({ value, type: "text" });
export const countCell = (value: number | null): Cell => ({ value, type: "number" });
export const shareCell = (value: number): Cell => ({ value, type: "share" });
export const daysCell = (value: number): Cell => ({ value, type: "days" });
export const dateCell = (value: string | null): Cell => ({ value, type: "date" });
export const moneyCell = (value: number, currency: string): Cell => ({
  value,
  type: "money",
  unit: currency,
});

/** The customer by name, else by id. A name is personal data where the column that it comes from is declared so. */
export function customerCell({ id, label, values }: CustomerRow, project: ProjectInfo): Cell {
  const ref = { kind: "customer", id } as const;
  if (label === null) return { value: id, type: "customer", ref };
  const pii = project.metrics.find((m) => m.pii !== null && values[m.id] === label)?.pii ?? null;
  return { value: label, type: "customer", ...(pii === null ? {} : { pii }), ref };
}

/** A segment by its title; its reference is `segmentation.segment`. */
export const segmentCell = (segmentation: string, segment: string, title: string): Cell => ({
  value: title,
  type: "segment",
  ref: { kind: "segment", id: `${segmentation}.${segment}` },
});

/** A segmentation's title in the reader's language. */
export function segmentationTitle(
  project: ProjectInfo,
  segmentation: string,
  locale: string,
): string {
  const found = project.segmentations.find((s) => s.id === segmentation);
  return found === undefined ? segmentation : textFor(found.title, locale);
}

/** A segment's title in the reader's language; its id where the project does not know it. */
export function segmentTitle(
  project: ProjectInfo,
  segmentation: string,
  segment: string,
  locale: string,
): string {
  const found = project.segmentations
    .find((s) => s.id === segmentation)
    ?.segments.find((s) => s.id === segment);
  return found === undefined ? segment : textFor(found.title, locale);
}

export const metricOf = (project: ProjectInfo, id: string): MetricInfo | undefined =>
  project.metrics.find((metric) => metric.id === id);

/** A value of a customer as its metric says: money, days, share, date or plain. */
export function valueCell(
  metric: MetricInfo | undefined,
  value: string | number | boolean | null,
  currency: string,
): Cell {
  const pii = metric === undefined || metric.pii === null ? {} : { pii: metric.pii };
  const base = { value, ...pii };
  if (metric === undefined) return { ...base, type: typeof value === "number" ? "number" : "text" };
  if (metric.type !== "number") return { ...base, type: metric.type };
  switch (metric.unit) {
    case "money":
      return { ...base, type: "money", unit: currency };
    case "days":
    case "share":
      return { ...base, type: metric.unit };
    case "orders":
    case null:
      return { ...base, type: "number" };
  }
}

/** A value of a customer, with the interval where a model gives one. */
export function customerValueCell(
  metric: MetricInfo | undefined,
  { values }: CustomerRow,
  currency: string,
): Cell {
  const cell = valueCell(metric, values[metric?.id ?? ""] ?? null, currency);
  const [low, high] = (metric?.estimate?.interval ?? []).map((id) => values[id] ?? null);
  return typeof low === "number" && typeof high === "number"
    ? { ...cell, interval: [low, high] }
    : cell;
}

/** A number among a customer's values; `null` where there is none. */
export function numberOf(customer: CustomerRow, id: string): number | null {
  const value = customer.values[id];
  return typeof value === "number" ? value : null;
}
