/** The names that a project declares, read loosely: a file that does not parse yet still has its names. */
import type { Localised } from "../config/text.ts";
import { kindOfFile, type FileKind } from "../config/read-config.ts";
import type { Files } from "../files.ts";
import { levelName, levelTitle, loyaltyNames } from "../config/loyalty-schema.ts";
import { foldName } from "../model/fold-name.ts";
import { companionNames } from "../model/model-metrics.ts";
import { titleOf } from "../model/title-of.ts";
import type { Range } from "../../problem.ts";
import { isEmpty, plainText, scanYaml, type Entry } from "./scan-yaml.ts";
import { readySegments } from "./ready-segments.ts";
import { isLevelId, isSegmentId, rangesIn } from "./segment-places.ts";

export type MetricDeclaration = {
  readonly name: string;
  readonly title: Localised;
  readonly value: string;
  readonly within: string | undefined;
  /** Declared by another metric: the end of its interval. */
  readonly derived?: true;
  readonly file: string;
  readonly range: Range;
};

export type SegmentDeclaration = {
  readonly id: string;
  readonly title: Localised;
  /** The rule of a segment, or the cut of a tier, as it is written. */
  readonly rule: string;
  readonly range: Range;
};

export type SegmentationDeclaration = {
  readonly name: string;
  readonly title: Localised;
  readonly kind: string;
  /** Whether a customer can be in several of its segments. */
  readonly all: boolean;
  readonly segments: readonly SegmentDeclaration[];
  readonly file: string;
  readonly range: Range;
};

export type Declarations = {
  readonly metrics: readonly MetricDeclaration[];
  readonly segmentations: readonly SegmentationDeclaration[];
};

/** @returns in file order; names are as they are written, also those that are declared twice */
export function declarationsOf(files: Files): Declarations {
  const metrics: MetricDeclaration[] = [];
  const segmentations: SegmentationDeclaration[] = [];
  for (const file of files.list()) {
    const kind = kindOfFile(file);
    const text = kind === undefined ? undefined : files.read(file)?.text;
    if (text === undefined) continue;
    const own = declaredIn(file, text, kind);
    metrics.push(...own.metrics);
    segmentations.push(...own.segmentations);
  }
  // A matrix of other segmentations has their segments as its bands.
  const segmentsOf = (name: string): readonly SegmentDeclaration[] | undefined =>
    segmentations.find((s) => foldName(s.name) === name)?.segments;
  const whole = segmentations.flatMap((s) => {
    const text = files.read(s.file)?.text;
    return s.kind !== "matrix" || s.segments.length > 0 || text === undefined
      ? [s]
      : segmentationIn(s.file, outlineOf(text, scanYaml(text)), segmentsOf);
  });
  return { metrics, segmentations: whole };
}

type Remembered = { readonly file: string; readonly own: Declarations };
/** By the entries of a text, which are the same ones as long as it does not change. */
const memories = new WeakMap<readonly Entry[], Remembered>();

function declaredIn(file: string, text: string, kind: FileKind | undefined): Declarations {
  const entries = scanYaml(text);
  const known = memories.get(entries);
  if (known?.file === file) return known.own;
  const outline = outlineOf(text, entries);
  const own: Declarations = {
    metrics:
      kind === "project"
        ? metricsIn(file, outline)
        : kind === "loyalty"
          ? pointsIn(file, outline)
          : [],
    segmentations:
      kind === "segmentation"
        ? segmentationIn(file, outline)
        : kind === "loyalty"
          ? levelsIn(file, outline)
          : [],
  };
  memories.set(entries, { file, own });
  return own;
}

type Outline = {
  readonly entries: readonly Entry[];
  readonly rangeOf: ReturnType<typeof rangesIn>;
  readonly written: (...path: readonly (string | number)[]) => string | undefined;
  readonly title: (id: string, ...path: readonly (string | number)[]) => Localised;
  readonly plain: (value: Entry["value"]) => string;
};

function outlineOf(text: string, entries: readonly Entry[]): Outline {
  const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path);
  const byPath = new Map(entries.map((e) => [keyOf(e.path), e]));
  const languages = new Map<string, [string, string][]>();
  for (const { path, value } of entries)
    if (path.at(-2) === "title") {
      const key = keyOf(path.slice(0, -1));
      languages.set(key, [
        ...(languages.get(key) ?? []),
        [String(path.at(-1)), plainText(text, value)],
      ]);
    }
  const written: Outline["written"] = (...path) => {
    const entry = byPath.get(keyOf(path));
    return entry === undefined || isEmpty(entry.value) ? undefined : plainText(text, entry.value);
  };
  const title: Outline["title"] = (id, ...path) => {
    const texts = languages.get(keyOf([...path, "title"]));
    return titleOf(id, texts === undefined ? written(...path, "title") : Object.fromEntries(texts));
  };
  const plain: Outline["plain"] = (value) => plainText(text, value);
  return { entries, rangeOf: rangesIn(text), written, title, plain };
}

/** What a loyalty programme brings, declared where its name stands. */
function pointsIn(file: string, { entries, rangeOf }: Outline): readonly MetricDeclaration[] {
  const own = entries.find((e) => e.path.length === 1 && e.path[0] === "loyalty");
  if (own === undefined) return [];
  return loyaltyNames
    .filter((name) => name !== levelName)
    .map((name) => ({
      name,
      title: name,
      value: "",
      within: undefined,
      derived: true,
      file,
      range: rangeOf(own.key),
    }));
}

function levelsIn(file: string, outline: Outline): readonly SegmentationDeclaration[] {
  const { entries, rangeOf, written, title, plain } = outline;
  const own = entries.find((e) => e.path.length === 1 && e.path[0] === "loyalty");
  if (own === undefined) return [];
  const ids = entries.filter(({ path }) => isLevelId(path));
  const segments = ids.map(({ path, value }): SegmentDeclaration => {
    const id = plain(value);
    const at = path.slice(0, -1);
    const cut = written(...at, "at_least");
    return {
      id,
      title: title(id, ...at),
      rule: cut === undefined ? "" : `level_points >= ${cut}`,
      range: rangeOf(value),
    };
  });
  const range = rangeOf(own.key);
  return [{ name: levelName, title: levelTitle, kind: "tiers", all: false, segments, file, range }];
}

function metricsIn(
  file: string,
  { entries, rangeOf, written, title }: Outline,
): readonly MetricDeclaration[] {
  return entries
    .filter((e) => e.path.length === 2 && e.path[0] === "metrics")
    .flatMap((e): readonly MetricDeclaration[] => {
      const name = String(e.path[1]);
      const path = ["metrics", name];
      const value = written(...path, "value");
      const model = written(...path, "model");
      const own = {
        name,
        title: title(name, ...path),
        value: model === undefined ? (value ?? "") : asked(model, path, written),
        within: written(...path, "within"),
        file,
        range: rangeOf(e.key),
      };
      return [
        own,
        ...companionNames(name, { model, value }).map(
          (bound) => ({ ...own, name: bound, derived: true }) as const,
        ),
      ];
    });
}

/** What a metric asks of a model, as it is written. */
const asked = (model: string, path: readonly string[], written: Outline["written"]): string =>
  [
    `model: ${model}`,
    ...["value", "source", "period", "horizon", "discount", "spend", "amount", "fallback"].flatMap(
      (key) => {
        const value = written(...path, key);
        return value === undefined ? [] : `${key}: ${value}`;
      },
    ),
  ].join("\n");

function segmentationIn(
  file: string,
  outline: Outline,
  segmentsOf?: (name: string) => readonly SegmentDeclaration[] | undefined,
): readonly SegmentationDeclaration[] {
  const { entries, rangeOf, written, title } = outline;
  const own = entries.find((e) => e.path.length === 1 && e.path[0] === "segmentation");
  const name = written("segmentation");
  if (own === undefined || name === undefined) return [];
  const kind = written("kind") ?? "";
  const segments = entries.filter(isSegmentId).flatMap((e) => {
    const path = e.path.slice(0, 2);
    const id = written(...e.path);
    if (id === undefined) return [];
    const cut = ["top", "at_least"].flatMap((key) => {
      const value = written(...path, key);
      return value === undefined ? [] : `${key}: ${value}`;
    });
    const rule =
      written(...path, "when") ?? cut[0] ?? (written(...path, "else") === undefined ? "" : "else");
    return [{ id, title: title(id, ...path), rule, range: rangeOf(e.value) }];
  });
  const ready = readySegments(kind, segments.length, entries, outline.plain, segmentsOf).map(
    ({ id, title: words }) => ({ id, title: words, rule: "", range: rangeOf(own.value) }),
  );
  const others = written("others", "id") ?? written("others");
  const rest =
    others === undefined
      ? []
      : [{ id: others, title: title(others, "others"), rule: "", range: rangeOf(own.value) }];
  const all = kind === "rules" && written("assign") === "all";
  const found = [...segments, ...ready, ...rest];
  return [
    { name, title: title(name), kind, all, segments: found, file, range: rangeOf(own.value) },
  ];
}
