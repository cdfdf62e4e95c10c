/** What the schemas say about a place in a file: its keys, its values, its words. */
import * as z from "zod";
import { kindOfFile, schemas } from "../config/read-config.ts";
import { ProjectSchema, SegmentationSchema } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";

type Schema = z.core.$ZodType;

export type KeyFact = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What a value of it looks like: decides what is typed behind the key. */
  readonly shape: "scalar" | "map" | "list";
};

export type SchemaFacts = {
  readonly description: string;
  /** Keys of a map; empty for anything else. */
  readonly keys: readonly KeyFact[];
  /** Whether it is a map whose keys the user names. */
  readonly open: boolean;
  readonly list: boolean;
  /** Values, where there are only so many. */
  readonly values: readonly string[];
  /** Whether a rule or a formula can stand here. */
  readonly expression: boolean;
};

/** The `kind` that is written among the keys of the map at a path; `undefined` where none is. */
export type Kinds = (path: YamlPath) => string | undefined;

/**
 * What can stand at a path of a file.
 *
 * @param file its path in the project
 * @param kinds decides between maps that differ by their kind; where none fits, only what all of them share
 * @returns `undefined` where the schema has no such place
 */
export function factsAt(file: string, path: YamlPath, kinds: Kinds): SchemaFacts | undefined {
  let options = rootsOf(file);
  let fitting = ofKind(options, kinds([]));
  for (const [i, part] of path.entries()) {
    options = fitting.flatMap((o) => step(o, part));
    fitting = ofKind(options, kinds(path.slice(0, i + 1)));
  }
  if (options.length === 0) return undefined;
  const all = fitting.flatMap(alternatives);
  const keys = sharedKeys(all.filter((s) => s instanceof z.ZodObject));
  return {
    description: options.map(descriptionOf).find((d) => d !== "") ?? "",
    keys,
    open: all.some(
      (s) =>
        s instanceof z.ZodRecord ||
        (s instanceof z.ZodObject && s.def.catchall instanceof z.ZodArray),
    ),
    list: all.some((s) => s instanceof z.ZodArray),
    values: [...new Set(all.flatMap(valuesOf))],
    expression: all.some((s) => s instanceof z.ZodPipe),
  };
}

function rootsOf(file: string): readonly Schema[] {
  switch (kindOfFile(file)) {
    case "project":
      return [ProjectSchema];
    case "segmentation":
      return [SegmentationSchema];
    case "strategy":
      return [schemas.strategy];
    case "plan":
      return [schemas.plan];
    case "digest":
      return [schemas.digest];
    case "loyalty":
      return [schemas.loyalty];
    case "access":
      return [schemas.access];
    case "check":
      return [schemas.check];
    case undefined:
      return [];
  }
}

/** Of maps that differ by their kind, the one that is written; without one, the one that needs none. */
function ofKind(options: readonly Schema[], kind: string | undefined): readonly Schema[] {
  const maps = options.flatMap(alternatives).filter((s) => s instanceof z.ZodObject);
  const same = maps.filter((map) => {
    const { kind: own } = shapeOf(map);
    if (own === undefined) return false;
    return kind === undefined ? own instanceof z.ZodOptional : wordsOf(own).includes(kind);
  });
  return same.length > 0 ? same : options;
}

const wordsOf = (schema: Schema): readonly string[] => alternatives(schema).flatMap(valuesOf);

/** Keys of any of some maps; where these differ by their kind and it is not known, only of all. */
function sharedKeys(maps: readonly z.ZodObject[]): readonly KeyFact[] {
  const has = (map: z.ZodObject, name: string): boolean => Object.hasOwn(shapeOf(map), name);
  const byKind = maps.every((map) => has(map, "kind"));
  const all = new Map(maps.toReversed().flatMap((map) => keysOf(map).map((k) => [k.name, k])));
  const inOrder = [...new Set(maps.flatMap((map) => keysOf(map).map((k) => k.name)))];
  return inOrder
    .filter((name) => !byKind || maps.every((map) => has(map, name)))
    .flatMap((name) => all.get(name) ?? []);
}

/** The schemas that a value may fit, without what wraps them; expressions stay pipes. */
function alternatives(schema: Schema): readonly Schema[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  )
    return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}

function step(schema: Schema, part: string | number): readonly Schema[] {
  return alternatives(schema).flatMap((s) => {
    if (s instanceof z.ZodObject) {
      const shape = shapeOf(s);
      const key = String(part);
      const others = s.def.catchall ?? [];
      return Object.hasOwn(shape, key) ? (shape[key] ?? []) : others; // `constructor` is no key
    }
    if (s instanceof z.ZodRecord) return [s.valueType];
    if (s instanceof z.ZodArray) return typeof part === "number" ? [s.element] : [];
    return [];
  });
}

const shapeOf = (schema: z.ZodObject): Readonly<Record<string, Schema>> => schema.shape;

const keysOf = (schema: z.ZodObject): readonly KeyFact[] =>
  Object.entries(shapeOf(schema)).map(([name, value]) => ({
    name,
    description: descriptionOf(value),
    required: !(value instanceof z.ZodOptional || value instanceof z.ZodDefault),
    shape: shapeKind(value),
  }));

function shapeKind(schema: Schema): KeyFact["shape"] {
  const all = alternatives(schema);
  if (all.every((s) => s instanceof z.ZodObject || s instanceof z.ZodRecord)) return "map";
  return all.every((s) => s instanceof z.ZodArray) ? "list" : "scalar";
}

function valuesOf(schema: Schema): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  return schema instanceof z.ZodBoolean ? ["true", "false"] : [];
}

/** The nearest words, from the outside in. */
function descriptionOf(schema: Schema): string {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  )
    return descriptionOf(schema.unwrap());
  if (schema instanceof z.ZodUnion)
    return schema.options.map(descriptionOf).find((d) => d !== "") ?? "";
  return "";
}
