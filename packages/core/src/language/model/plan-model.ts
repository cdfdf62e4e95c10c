/** Plans as they are computed. */
import { problem, type Place } from "../../problem.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { nearest } from "../config/nearest.ts";
import { floorOf, type PlanConfig } from "../config/plan-schema.ts";
import { daysOf } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import { foldName } from "./fold-name.ts";
import type { SegmentationModel } from "./model.ts";
import type { ServiceModel } from "./strategy-model.ts";
import { placeOfKey, placeOfValue, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";

export type PlanFloor = {
  readonly segmentation: string;
  readonly segment: string;
  /** How many of its customers, or which share of them in [0, 1]: one of the two. */
  readonly count: number | null;
  readonly share: number | null;
};

export type PlanModel = {
  readonly name: string;
  readonly title: Localised;
  /** Days. */
  readonly within: number;
  /** Names of strategies. */
  readonly strategies: readonly string[];
  readonly perCustomer: number;
  /** What is limited: money in the project's currency, hours by department; `null` is not limited. */
  readonly budget: {
    readonly money: number | null;
    readonly hours: Readonly<Record<string, number>>;
    readonly contacts: number | null;
  };
  readonly floors: readonly PlanFloor[];
  /** Sources whose rows take hours of departments. */
  readonly demand: readonly {
    readonly source: string;
    readonly hours: Readonly<Record<string, number>>;
  }[];
  readonly seed: number;
  readonly place: Place;
};

/** What a plan is made for: the strategies and segmentations that it names are there. */
export type Planned = {
  readonly service: Pick<ServiceModel, "strategies"> | undefined;
  readonly segmentations: readonly Pick<SegmentationModel, "name" | "segments">[];
  /** Sources with times; not looked at where left out. */
  readonly sources?: readonly string[];
  /** Names of strategies and segmentations whose files have problems of their own, folded. */
  readonly broken: ReadonlySet<string>;
};

/** The plans of a project; names that are not there are reported. */
export function planModels(
  plans: Config["plans"],
  planned: Planned,
  report: Report,
): readonly PlanModel[] {
  const seen = new Map<string, Place>();
  return plans.map((file) => {
    const place = placeOfValue(file, ["plan"]);
    const { value } = file;
    const earlier = seen.get(foldName(value.plan));
    if (earlier === undefined) seen.set(foldName(value.plan), place);
    else {
      const values = { name: value.plan, kind: "plan" };
      report(problem("duplicate-name", values, place, { related: [earlier] }));
    }
    const strategies = strategiesOf(file, planned, report);
    return {
      name: value.plan,
      title: titleOf(value.plan, value.title),
      within: daysOf(value.within),
      strategies,
      perCustomer: value.per_customer,
      budget: {
        money: value.budget?.money ?? null,
        hours: hoursOf(file, strategies, planned, report),
        contacts: value.budget?.contacts ?? null,
      },
      floors: (value.floors ?? []).flatMap((_, i) => floorModel(file, i, planned, report) ?? []),
      demand: (value.demand ?? []).map((entry, i) => ({
        ...entry,
        source: sourceOf(file, entry.source, i, planned, report),
      })),
      seed: value.seed,
      place,
    };
  });
}

const namesOf = ({ service }: Planned): readonly string[] =>
  (service?.strategies ?? []).map((s) => s.name);

function strategiesOf(
  file: ConfigFile<PlanConfig>,
  planned: Planned,
  report: Report,
): readonly string[] {
  const known = namesOf(planned);
  const { strategies } = file.value;
  if (strategies === undefined) return known;
  return strategies.flatMap((name, i) => {
    const found = known.find((k) => foldName(k) === foldName(name));
    if (found !== undefined) return found;
    if (!planned.broken.has(foldName(name)))
      report(
        problem(
          "unknown-name",
          { name, nearest: nearest(name, known) },
          placeOfValue(file, ["strategies", i]),
        ),
      );
    return [];
  });
}

/** Hours by department, called as actions call it. */
function hoursOf(
  file: ConfigFile<PlanConfig>,
  strategies: readonly string[],
  { service, broken }: Planned,
  report: Report,
): Readonly<Record<string, number>> {
  const own = (service?.strategies ?? []).filter((s) => strategies.includes(s.name));
  const known = [
    ...new Set(own.flatMap((s) => s.actions.flatMap((a) => Object.keys(a.cost.hours)))),
  ];
  return Object.fromEntries(
    Object.entries(file.value.budget?.hours ?? {}).map(([name, hours]) => {
      const found = known.find((k) => foldName(k) === foldName(name));
      if (found === undefined && broken.size === 0)
        report(
          problem(
            "unknown-department",
            { department: name, nearest: nearest(name, known), known: known.join(", ") },
            placeOfKey(file, ["budget", "hours", name]),
            { severity: "warning" },
          ),
        );
      return [found ?? name, hours];
    }),
  );
}

/** A source of demand, called as it is declared. */
function sourceOf(
  file: ConfigFile<PlanConfig>,
  name: string,
  index: number,
  { sources }: Planned,
  report: Report,
): string {
  const found = sources?.find((s) => foldName(s) === foldName(name));
  if (found === undefined && sources !== undefined) {
    const place = placeOfValue(file, ["demand", index, "source"]);
    report(problem("unknown-name", { name, nearest: nearest(name, sources) }, place));
  }
  return found ?? name;
}

function floorModel(
  file: ConfigFile<PlanConfig>,
  index: number,
  { segmentations, broken }: Planned,
  report: Report,
): PlanFloor | undefined {
  const floor = file.value.floors?.[index];
  if (floor === undefined) throw new RangeError(`no floor ${index}`);
  const [name = "", ...rest] = floor.segment.split(".");
  if (broken.has(foldName(name))) return undefined;
  const segmentation = segmentations.find((s) => foldName(s.name) === foldName(name));
  const id = rest.join(".");
  const segment = segmentation?.segments.find((s) => foldName(s.id) === foldName(id));
  if (segmentation === undefined || segment === undefined) {
    const all = segmentations.flatMap((s) => s.segments.map((x) => `${s.name}.${x.id}`));
    const near = nearest(floor.segment, all);
    const place = placeOfValue(file, ["floors", index, "segment"]);
    const fixes = near === "" ? [] : [{ title: near, edits: [{ ...place, newText: near }] }];
    const values = { segment: floor.segment, segmentation: "", nearest: near };
    report(problem("unknown-segment", values, place, { fixes }));
    return undefined;
  }
  const { count, share } = floorOf(floor.at_least);
  if (share !== null && share > 1) {
    const place = placeOfValue(file, ["floors", index, "at_least"]);
    const values = { key: "at_least", expected: "at most 100%", got: floor.at_least };
    report(problem("bad-value", values, place));
  }
  return { segmentation: segmentation.name, segment: segment.id, count, share };
}
