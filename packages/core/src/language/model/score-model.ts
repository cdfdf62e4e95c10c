/** The model of a score: criteria in groups, each with the way to its points. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { daysOf } from "../config/schema.ts";
import type { CriterionConfig, ScoreConfig } from "../config/score-schema.ts";
import { scalarAt, type YamlPath } from "../config/yaml-source.ts";
import { checkBands, testOf } from "./bands-model.ts";
import { foldName } from "./fold-name.ts";
import type { CriterionModel, ScoreModel } from "./model.ts";
import { withinEachOf } from "./participation-models.ts";
import type { Scope } from "./scope.ts";
import type { Base } from "./segmentation-models.ts";
import { placeOfKey, placeOfValue, typeAt, unknownValue, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";
import type { Typed } from "./typed.ts";
import { looksBack } from "./typed-walk.ts";

export function scoreModel(
  file: ConfigFile<ScoreConfig>,
  base: Base,
  scopeWithin: (within: number | null) => Scope,
  report: Report,
): ScoreModel {
  const { value } = file;
  const per = perOf(file, scopeWithin(null), report);
  const seen = new Map<string, YamlPath>();
  const groups = value.groups.map((group, g) => {
    const path = ["groups", g];
    claim(file, group.id, "group", [...path, "id"], seen, report);
    if (value.combine === "multiply" && group.weight !== 1) {
      const values = { key: "weight", expected: "combine: average", got: "combine: multiply" };
      report(problem("bad-value", values, placeOfKey(file, [...path, "weight"])));
    }
    const criteria = group.criteria.map((criterion, c) => {
      const at = [...path, "criteria", c];
      claim(file, criterion.id, "criterion", [...at, "id"], seen, report);
      return criterionModel(file, at, criterion, per, scopeWithin, report);
    });
    return { id: group.id, title: titleOf(group.id, group.title), weight: group.weight, criteria };
  });
  checkBands(
    file,
    ["segments"],
    value.segments,
    { type: "number" },
    ["at_least", "top", "rest"],
    report,
  );
  const segments = value.segments.map((segment, index) => ({
    id: segment.id,
    title: titleOf(segment.id, segment.title),
    place: placeOfValue(file, ["segments", index, "id"]),
    test: testOf(segment),
  }));
  return {
    ...base,
    kind: "score",
    assign: "first",
    per,
    combine: value.combine,
    groups,
    withinEach: withinEachOf(file, scopeWithin(null), report),
    sensitivity: {
      draws: value.sensitivity.draws,
      spread: Number(value.sensitivity.spread.replace("%", "")) / 100,
    },
    segments,
  };
}

/** Ids of groups and criteria name parts of an explanation: each stands once. */
function claim(
  file: ConfigFile<ScoreConfig>,
  id: string,
  kind: string,
  path: YamlPath,
  seen: Map<string, YamlPath>,
  report: Report,
): void {
  const first = seen.get(foldName(id));
  if (first === undefined) seen.set(foldName(id), path);
  else {
    const related = [placeOfValue(file, first)];
    report(problem("duplicate-name", { name: id, kind }, placeOfValue(file, path), { related }));
  }
}

/** What is scored where it is not each customer: a text of theirs. */
function perOf(file: ConfigFile<ScoreConfig>, scope: Scope, report: Report): Typed | null {
  const typed = typeAt(file, ["per"], scope, report);
  if (typed === undefined) return null;
  const isName =
    typed.kind === "name" && ["attribute", "segmentation", "joined"].includes(typed.ref.kind);
  if (!isName && typed.type !== "unknown") {
    const got = scalarAt(file.source, ["per"])?.text ?? "";
    const values = { key: "per", expected: "a column of customers or a segmentation", got };
    report(problem("bad-value", values, placeOfValue(file, ["per"])));
  }
  return typed;
}

const ways = ["scale", "rank", "points"] as const;

function criterionModel(
  file: ConfigFile<ScoreConfig>,
  path: YamlPath,
  config: CriterionConfig,
  per: Typed | null,
  scopeWithin: (within: number | null) => Scope,
  report: Report,
): CriterionModel {
  const { id, scale, rank, points } = config;
  const within = config.within === undefined ? null : daysOf(config.within);
  const by = typeAt(file, [...path, "by"], scopeWithin(within), report) ?? unknownValue;
  if (config.within !== undefined && by.type !== "unknown" && !looksBack(by)) {
    const values = { key: "within", expected: "a built-in metric in by", got: config.within };
    report(problem("bad-value", values, placeOfKey(file, [...path, "within"])));
  }
  const given = ways.filter((way) => config[way] !== undefined);
  if (given.length !== 1) {
    const values = {
      key: id,
      expected: `one of ${ways.join(", ")}`,
      got: given.join(", ") || "none",
    };
    report(problem("bad-value", values, placeOfKey(file, path)));
  }
  const texts = points !== undefined && per === null;
  const allowed = ["number", "unknown", "null", ...(texts ? ["text"] : [])];
  if (!allowed.includes(by.type)) {
    const values = { key: "by", expected: texts ? "number or text" : "number", got: by.type };
    report(problem("wrong-type", values, placeOfValue(file, [...path, "by"])));
  } else if (points !== undefined)
    checkBands(file, [...path, "points"], points, by, ["at_least", "in", "rest"], report);
  if (scale !== undefined && scale[0] === scale[1]) {
    const values = { key: "scale", expected: "two different values", got: String(scale[0]) };
    report(problem("bad-value", values, placeOfValue(file, [...path, "scale"])));
  }
  const common = { id, title: titleOf(id, config.title), by, weight: config.weight };
  const unknown = config.unknown ?? null;
  if (scale !== undefined)
    return { ...common, unknown, points: { kind: "scale", from: scale[0], to: scale[1] } };
  if (rank !== undefined) return { ...common, unknown, points: { kind: "rank", better: rank } };
  const steps = (points ?? []).map((step) => ({ test: testOf(step), points: step.points }));
  return { ...common, unknown, points: { kind: "steps", steps } };
}
