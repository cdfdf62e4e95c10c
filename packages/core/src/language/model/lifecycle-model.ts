/** The model of a lifecycle: its stages under the names that the file gives them. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { stageIds } from "../config/lifecycle-schema.ts";
import { daysOf, type LifecycleConfig } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import type { LifecycleModel, Stage } from "./model.ts";
import type { Base } from "./segmentation-models.ts";
import { withinEachOf } from "./participation-models.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";

/** Days of the back-test: stages as of so long ago, and who has bought since (METHODS). */
export const backTestDays = 90;

/** What people call the stages. */
export const stageTitles: Readonly<Record<Stage, Localised>> = {
  prospect: { en: "Prospects", zh: "潜在客户" },
  lost: { en: "Lost", zh: "流失客户" },
  returned: { en: "Returned", zh: "回流客户" },
  dormant: { en: "Dormant", zh: "沉睡客户" },
  at_risk: { en: "At risk", zh: "流失预警客户" },
  first_time: { en: "First-time", zh: "初次客户" },
  loyal: { en: "Loyal", zh: "忠实客户" },
  active: { en: "Active", zh: "活跃客户" },
};

type Named = {
  readonly id: string;
  readonly title: Localised;
  readonly stages: readonly Stage[];
};

const stagesOf = (stages: Stage | readonly Stage[]): readonly Stage[] =>
  typeof stages === "string" ? [stages] : stages;

/** The segments of a lifecycle: those of the file, then each stage that the file does not name. */
export function lifecycleSegments(config: Pick<LifecycleConfig, "segments">): readonly Named[] {
  const own = (config.segments ?? []).map(({ id, title, stages }) => {
    const ready = typeof stages === "string" && stages === id ? stageTitles[stages] : undefined;
    return { id, title: titleOf(id, title ?? ready), stages: stagesOf(stages) };
  });
  const named = new Set(own.flatMap((s) => s.stages));
  const rest = stageIds.filter((stage) => !named.has(stage));
  return [...own, ...rest.map((id) => ({ id, title: stageTitles[id], stages: [id] }))];
}

export function lifecycleModel(
  file: ConfigFile<LifecycleConfig>,
  base: Base,
  scope: Scope,
  report: Report,
): LifecycleModel {
  const { value } = file;
  if (value.at_risk_after >= value.dormant_after) {
    const key = "at_risk_after";
    const expected = `less than dormant_after, ${value.dormant_after}`;
    const values = { key, expected, got: String(value.at_risk_after) };
    report(problem("bad-value", values, placeOfValue(file, [key])));
  }
  const owner = new Map<Stage, { readonly id: string; readonly index: number }>();
  (value.segments ?? []).forEach(({ id, stages }, index) => {
    for (const stage of stagesOf(stages)) {
      const first = owner.get(stage);
      if (first === undefined) owner.set(stage, { id, index });
      else {
        const values = { cells: stage, first: first.id, second: id };
        const place = placeOfValue(file, ["segments", index, "stages"]);
        const related = [placeOfValue(file, ["segments", first.index, "stages"])];
        report(problem("map-overlap", values, place, { related }));
      }
    }
  });
  const named = value.segments?.length ?? 0;
  const segments = lifecycleSegments(value).map((segment, index) => ({
    ...segment,
    place:
      index < named ? placeOfValue(file, ["segments", index, "id"]) : placeOfKey(file, ["kind"]),
  }));
  return {
    ...base,
    kind: "lifecycle",
    assign: "first",
    lostAfter: daysOf(value.lost_after),
    returned: { gap: daysOf(value.returned.gap), within: daysOf(value.returned.within) },
    dormantAfter: value.dormant_after,
    atRiskAfter: value.at_risk_after,
    loyal: { orders: value.loyal.orders, within: daysOf(value.loyal.within) },
    withinEach: withinEachOf(file, scope, report),
    segments,
  };
}
