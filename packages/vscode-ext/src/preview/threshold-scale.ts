import { readableStep } from "@clientele/core/language";
import type { DistributionRow, ThresholdRow } from "./messages.ts";

export type Scale = { readonly low: number; readonly high: number; readonly step: number };

/** Above this share of customers the chart ends: a few who spend a hundred times as much would flatten all others. */
const shownShare = 0.97;

/** From where to where a threshold can be dragged, and in which steps. */
export function scaleOf(
  { unit, value }: ThresholdRow,
  distribution: DistributionRow | undefined,
): Scale {
  if (unit === "percent") return { low: 0, high: 100, step: 1 };
  const bins = distribution?.bins ?? [];
  const [first] = bins;
  const isWhole = unit === "days" || unit === "orders";
  if (first === undefined) {
    if (isWhole) return { low: 0, high: Math.max(unit === "days" ? 30 : 10, value * 3), step: 1 };
    const reach = Math.max(1, Math.abs(value) * 3);
    return { low: Math.min(0, value - reach), high: value + reach, step: readableStep(0, reach) };
  }
  const all = bins.reduce((sum, bin) => sum + bin.customers, 0);
  let seen = 0;
  let high = first.to;
  for (const bin of bins) {
    seen += bin.customers;
    high = bin.to;
    if (seen >= shownShare * all) break;
  }
  const low = Math.min(first.from, value);
  const end = Math.max(high, value + 0.15 * Math.abs(value - low));
  const step = readableStep(low, end);
  return { low, high: end > low ? end : low + 1, step: isWhole ? Math.max(1, step) : step };
}
