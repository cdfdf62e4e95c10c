/** The model of `kind: kmeans`: features with their types, and the ids that clusters can have. */
import { problem } from "../../problem.ts";
import { automaticRange } from "../config/kmeans-schema.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { daysOf, type KMeansConfig } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import { scalarAt, type YamlPath } from "../config/yaml-source.ts";
import { findBuiltin } from "./builtins.ts";
import type { KMeansFeature, KMeansSettings } from "./kmeans-types.ts";
import type { KMeansModel, SegmentModel } from "./model.ts";
import { placeOfKey, placeOfValue, typeAt, unknownValue, type Report } from "./table-parts.ts";
import type { Scope } from "./scope.ts";
import { titleOf } from "./title-of.ts";
import type { Typed } from "./typed.ts";
import { looksBack } from "./typed-walk.ts";

type File = ConfigFile<KMeansConfig>;

/** The range of k that a file asks for. @example rangeOfK(4) // => { from: 4, to: 4 } */
function rangeOfK(k: KMeansConfig["k"]): KMeansSettings["k"] {
  if (k === "auto") return automaticRange;
  return typeof k === "number" ? { from: k, to: k } : k;
}

/** The segments that clusters can be: those that the file names, else `c1` and on. */
export const clusterSegments = ({
  k,
  segments,
}: {
  readonly k: KMeansConfig["k"];
  readonly segments?: KMeansConfig["segments"];
}): readonly { readonly id: string; readonly title: Localised }[] =>
  segments?.map(({ id, title }) => ({ id, title: titleOf(id, title) })) ??
  Array.from({ length: rangeOfK(k).to }, (_, i) => ({
    id: `c${i + 1}`,
    title: { en: `Cluster ${i + 1}`, "zh-CN": `聚类 ${i + 1}` },
  }));

/**
 * @param base what every kind has
 */
export function kmeansModel(
  file: File,
  base: Pick<KMeansModel, "name" | "title" | "place" | "unit" | "among">,
  scopeWithin: (within: number | null) => Scope,
  report: Report,
): KMeansModel {
  const { value } = file;
  const within = value.within === undefined ? null : daysOf(value.within);
  const scope = scopeWithin(within);
  const features = value.features.map((_, i) => featureAt(file, i, scope, report));
  if (
    value.within !== undefined &&
    features.every((f) => f.value.type !== "unknown" && !looksBack(f.value))
  )
    report(
      problem(
        "bad-value",
        { key: "within", expected: "a built-in metric among the features", got: value.within },
        placeOfKey(file, ["within"]),
      ),
    );
  const k = rangeOfK(value.k);
  if (k.from > k.to)
    report(
      problem(
        "bad-value",
        { key: "k", expected: "from not above to", got: `${k.from} to ${k.to}` },
        placeOfValue(file, ["k"]),
      ),
    );
  const known = clusterSegments(value);
  if (value.segments !== undefined && known.length !== k.to)
    report(
      problem(
        "bad-value",
        { key: "segments", expected: `${k.to} segments, as many as k`, got: String(known.length) },
        placeOfKey(file, ["segments"]),
      ),
    );
  const segments = known.map((segment, i): SegmentModel => {
    const place =
      value.segments === undefined
        ? placeOfKey(file, ["kind"])
        : placeOfValue(file, ["segments", i, "id"]);
    return { ...segment, place };
  });
  return {
    ...base,
    kind: "kmeans",
    assign: "first",
    features,
    settings: {
      k,
      atLeast: Number(value.at_least.replace("%", "")) / 100,
      seed: value.seed,
      sample: value.sample,
      missing: value.missing,
    },
    ids: known.map((segment) => segment.id),
    titled: (value.segments ?? []).flatMap((s) => (s.title === undefined ? [] : [s.id])),
    segments,
  };
}

function featureAt(file: File, index: number, scope: Scope, report: Report): KMeansFeature {
  const config = file.value.features[index] ?? "";
  const at: YamlPath = ["features", index];
  const given = typeof config === "string" ? { metric: config } : config;
  const key = given.category === undefined ? "metric" : "category";
  const path = typeof config === "string" ? at : [...at, key];
  if ((given.metric === undefined) === (given.category === undefined))
    report(
      problem(
        "bad-value",
        {
          key: "features",
          expected: "metric or category",
          got: given.metric === undefined ? "neither" : "both",
        },
        placeOfKey(file, at),
      ),
    );
  const value = typeAt(file, path, scope, report) ?? unknownValue;
  const name = (scalarAt(file.source, path)?.text ?? "").replaceAll(/\s+/g, " ").trim();
  const common = {
    name,
    title: titleOfFeature(name, value),
    value,
    weight: given.weight ?? 1,
  };
  const wanted = key === "metric" ? ["number"] : ["text", "boolean"];
  if (![...wanted, "unknown", "null"].includes(value.type))
    report(
      problem(
        "wrong-type",
        { key, expected: key === "metric" ? "number" : "text", got: value.type },
        placeOfValue(file, path),
      ),
    );
  if (key === "metric") {
    const { transform = "yeo_johnson", scale = "standard" } = given;
    return { ...common, kind: "number", transform, scale };
  }
  for (const word of ["transform", "scale"] as const)
    if (given[word] !== undefined)
      report(
        problem(
          "bad-value",
          { key: word, expected: "nothing beside category", got: given[word] },
          placeOfKey(file, [...at, word]),
        ),
      );
  return { ...common, kind: "category" };
}

/** A metric alone has a title of its own; a formula is its own title. */
function titleOfFeature(name: string, value: Typed): Localised {
  if (value.kind !== "name") return name;
  const { ref } = value;
  if (ref.kind === "builtin") return findBuiltin(ref.name, true)?.title ?? titleOf(ref.name);
  return "name" in ref ? titleOf(ref.name) : titleOf(name);
}
