/** The model of `loyalty.yaml`, with the metrics and the segmentation that come of it. */
import { problem } from "../../problem.ts";
import { nearest } from "../config/nearest.ts";
import { levelName, type LoyaltyConfig } from "../config/loyalty-schema.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { daysOf } from "../config/schema.ts";
import { scalarAt, type YamlPath } from "../config/yaml-source.ts";
import { contentKey } from "./content-key.ts";
import { foldName } from "./fold-name.ts";
import type { EarningModel, LevelModel, LoyaltyModel } from "./loyalty-model.ts";
import type { RecommendationSources } from "./recommendations-model.ts";
import type { CustomerNames } from "./scopes.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, typeAt, wantBoolean, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";
import type { Typed } from "./typed.ts";

type File = ConfigFile<LoyaltyConfig>;

/** The model; `undefined` where what the file says has problems. */
export function loyaltyModel(
  file: File,
  names: CustomerNames,
  sources: RecommendationSources,
  report: Report,
): LoyaltyModel | undefined {
  const { value } = file;
  const levels = levelsOf(file, report);
  const earning = earningModel(file, levels, sources, report);
  const among = typeAt(file, ["among"], attributesAlone(names), report);
  wantBoolean(among, placeOfValue(file, ["among"]), report);
  if (earning === undefined) return undefined;
  const written = scalarAt(file.source, ["among"])?.text ?? "";
  return {
    name: value.loyalty,
    title: titleOf(value.loyalty, value.title),
    among: among === undefined ? null : { rule: among, text: written },
    id: contentKey(earning),
    earning,
    value: value.value,
    redeemed: value.redeemed,
    hold: value.hold === undefined ? null : daysOf(value.hold),
    levels,
    place: placeOfValue(file, ["loyalty"]),
  };
}

/** Columns of customers: what else there is of them may rest on points. */
const attributesAlone = (names: CustomerNames): Scope => ({
  names: [...names.attributes.keys()],
  aggregate: null,
  segmentsOf: () => undefined,
  resolve: (parts) => {
    const [first = "", second] = parts;
    const name = second === undefined ? first : first === "customers" ? second : undefined;
    if (name === undefined) return undefined;
    const known = names.attributes.get(name.toLowerCase());
    if (known !== undefined || !names.openAttributes) return known;
    return { ref: { kind: "attribute", name }, type: "unknown", unit: null };
  },
});

function levelsOf(file: File, report: Report): readonly LevelModel[] {
  const { levels } = file.value;
  return levels.map((level, i) => {
    const path = ["levels", i];
    if ((level.at_least === undefined) === (level.rest === undefined))
      report(
        problem(
          "bad-value",
          {
            key: "levels",
            expected: "one of at_least, rest",
            got: level.rest === true ? "2" : "0",
          },
          placeOfKey(file, path),
        ),
      );
    if (level.rest === true && i < levels.length - 1)
      report(problem("rest-not-last", { id: level.id }, placeOfKey(file, [...path, "rest"])));
    const before = levels[i - 1]?.at_least;
    if (level.at_least !== undefined && before !== undefined && level.at_least >= before)
      report(problem("tier-order", { id: level.id }, placeOfValue(file, [...path, "at_least"])));
    const earlier = levels.findIndex((other) => foldName(other.id) === foldName(level.id));
    const place = placeOfValue(file, [...path, "id"]);
    if (earlier < i) {
      const related = [placeOfValue(file, ["levels", earlier, "id"])];
      report(problem("duplicate-name", { name: level.id, kind: "segment" }, place, { related }));
    }
    return {
      id: level.id,
      title: titleOf(level.id, level.title),
      from: level.at_least === undefined ? null : String(level.at_least),
      benefits: level.benefits ?? [],
      place,
    };
  });
}

function earningModel(
  file: File,
  levels: readonly LevelModel[],
  sources: RecommendationSources,
  report: Report,
): EarningModel | undefined {
  const { earn, expire, within } = file.value;
  const { inside } = sources.transactions;
  const rule = (path: YamlPath): Typed | undefined => {
    const typed = typeAt(file, path, inside, report);
    wantBoolean(typed, placeOfValue(file, path), report);
    return typed;
  };
  const entries = (earn.times ?? []).map((entry, i) => {
    const path = ["earn", "times", i];
    if ((entry.when === undefined) === (entry.level === undefined))
      report(
        problem(
          "bad-value",
          {
            key: "times",
            expected: "one of when, level",
            got: entry.when === undefined ? "0" : "2",
          },
          placeOfKey(file, path),
        ),
      );
    const at = levels.findIndex(
      ({ id }) => entry.level !== undefined && foldName(id) === foldName(entry.level),
    );
    if (entry.level !== undefined && at < 0) {
      const near = nearest(
        entry.level,
        levels.map(({ id }) => id),
      );
      const values = { segment: entry.level, segmentation: levelName, nearest: near };
      report(problem("unknown-segment", values, placeOfValue(file, [...path, "level"])));
    }
    return { when: rule([...path, "when"]), at, by: String(entry.by) };
  });
  const spend = spendModel(file, sources, report);
  if (spend === undefined) return undefined;
  return {
    points: String(earn.points),
    per: String(earn.per),
    where: rule(["earn", "where"]) ?? null,
    times: entries.flatMap(({ when, by }) => (when === undefined ? [] : { when, by })),
    levelTimes: entries.flatMap(({ when, at, by }) =>
      when !== undefined || at < 0
        ? []
        : { from: levels[at]?.from ?? null, below: levels[at - 1]?.from ?? null, by },
    ),
    spend,
    expire: expire === undefined ? null : daysOf(expire),
    within: daysOf(within),
  };
}

/** `null` where nothing is said of it, `undefined` where what is said has problems. */
function spendModel(
  file: File,
  { transactions, others }: RecommendationSources,
  report: Report,
): EarningModel["spend"] | undefined {
  const { spend } = file.value;
  if (spend === undefined) return null;
  const events = others.filter(({ model }) => model.kind === "events").map(({ rows }) => rows);
  const known = [transactions, ...events];
  const rows = known.find(({ name }) => name === spend.source);
  if (rows === undefined) {
    const near = nearest(
      spend.source,
      known.map(({ name }) => name),
    );
    const place = placeOfValue(file, ["spend", "source"]);
    report(problem("unknown-name", { name: spend.source, nearest: near }, place));
    return undefined;
  }
  const points = typeAt(file, ["spend", "points"], rows.inside, report);
  const where = typeAt(file, ["spend", "where"], rows.inside, report);
  wantBoolean(where, placeOfValue(file, ["spend", "where"]), report);
  if (points === undefined) return undefined;
  if (!["number", "unknown", "null"].includes(points.type))
    report(
      problem(
        "wrong-type",
        { key: "points", expected: "number", got: points.type },
        placeOfValue(file, ["spend", "points"]),
      ),
    );
  return { source: spend.source, points, where: where ?? null };
}
