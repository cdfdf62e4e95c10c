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

/**
 * What can stand at a path of a file.
 *
 * @param file its path in the project
 * @param kind the segmentation's, as it is written; without it, only what all kinds share
 * @returns `undefined` where the schema has no such place
 */
export function factsAt(
  file: string,
  path: YamlPath,
  kind: string | undefined,
): SchemaFacts | undefined {
  let options = rootsOf(file, kind);
  for (const part of path) options = options.flatMap((o) => step(o, part));
  if (options.length === 0) return undefined;
  const all = options.flatMap(alternatives);
  const maps = all.filter((s) => s instanceof z.ZodObject);
  const [first] = maps;
  const keys =
    first === undefined
      ? []
      : keysOf(first).filter((k) => maps.every((m) => Object.hasOwn(shapeOf(m), k.name)));
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

function rootsOf(file: string, kind: string | undefined): readonly Schema[] {
  switch (kindOfFile(file)) {
    case "project":
      return [ProjectSchema];
    case "segmentation": {
      const { options } = SegmentationSchema;
      const same = options.filter((o) => o.shape.kind.value === kind);
      return same.length > 0 ? same : options;
    }
    case "strategy":
      return [schemas.strategy];
    case "check":
      return [schemas.check];
    case undefined:
      return [];
  }
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
