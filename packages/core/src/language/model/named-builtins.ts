/** The built-in metrics, and their windows, that a project needs. */
import { expressionsOf } from "./expressions-of.ts";
import { backTestDays } from "./lifecycle-model.ts";
import type { MetricModel, SegmentationModel } from "./model.ts";
import type { ServiceModel } from "./strategy-model.ts";
import { walkTyped } from "./typed-walk.ts";
import type { BuiltinName } from "./typed.ts";

type Builtins = readonly { readonly name: BuiltinName; readonly within: number | null }[];

/** Every built-in metric that something names. */
const namedBuiltins = (
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  service: ServiceModel | undefined,
): Builtins =>
  [
    ...metrics.map((m) => m.value),
    ...segmentations.flatMap(expressionsOf),
    ...(service?.strategies ?? []).flatMap(({ actions }) =>
      actions.flatMap(({ when, kpi }) => [when?.rule ?? [], kpi?.value ?? []].flat()),
    ),
  ]
    .flatMap(walkTyped)
    .flatMap((node) => (node.kind === "name" && node.ref.kind === "builtin" ? node.ref : []));

/** Whether something names how regularly customers buy. */
export const namesRhythm = (...parts: Parameters<typeof namedBuiltins>): boolean =>
  namedBuiltins(...parts).some(({ name }) => name === "rhythm");

/** The windows in days besides all time, each once. */
export function windowsOf(
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  service: ServiceModel | undefined,
): readonly { readonly name: BuiltinName; readonly within: number }[] {
  const windows = new Map<string, { readonly name: BuiltinName; readonly within: number }>();
  const add = (name: BuiltinName, within: number | null): void => {
    if (within !== null) windows.set(`${name} ${within}`, { name, within });
  };
  for (const { name, within } of namedBuiltins(metrics, segmentations, service)) add(name, within);
  for (const segmentation of segmentations) {
    if (segmentation.kind === "rfm")
      for (const name of ["frequency", "monetary"] as const) add(name, segmentation.within);
    if (segmentation.kind === "lifecycle")
      for (const within of [segmentation.loyal.within, backTestDays]) add("frequency", within);
  }
  return [...windows.values()];
}
