/** The keys of a schema, and those of a file, under names that both share. */
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";

type Path = readonly (string | number)[];
type Labelled = readonly [schema: AnySchemaObject, label: string];

/** A key of a file: its name in the schema, and where it stands. */
export type UsedKey = { readonly key: string; readonly path: Path };

/** Every key, such as `tiers[].top`; a kind's own stand below `(kind)`. */
export function keysOfSchema(schema: AnySchemaObject, at: string): readonly string[] {
  const found = optionsOf(schema).flatMap(([option, label]) => keysOfOption(option, at + label));
  return [...new Set(found)];
}

function keysOfOption(
  { items, properties, additionalProperties }: AnySchemaObject,
  at: string,
): readonly string[] {
  const below = (value: unknown, label: string): readonly string[] =>
    isSchema(value) ? keysOfSchema(value, label) : [];
  return [
    ...below(items, `${at}[]`),
    ...entriesOf(properties).flatMap(([name, value]) => [
      `${at}.${name}`,
      ...below(value, `${at}.${name}`),
    ]),
    ...below(additionalProperties, `${at}.*`),
  ];
}

const ajv = new Ajv2020({ strict: false });
const accepts = (schema: AnySchemaObject, data: unknown): boolean =>
  ajv.validate(schema, data) === true;

/** The keys that a file uses. */
export function keysInFile(
  schema: AnySchemaObject,
  data: unknown,
  at: string,
  path: Path = [],
): readonly UsedKey[] {
  return optionsOf(schema)
    .filter(([option]) => accepts(option, data))
    .flatMap(([option, label]) => keysInOption(option, data, at + label, path));
}

function keysInOption(
  schema: AnySchemaObject,
  data: unknown,
  at: string,
  path: Path,
): readonly UsedKey[] {
  const { items, properties, additionalProperties } = schema;
  const below = (value: unknown, inner: unknown, label: string, part: string | number) =>
    isSchema(value) ? keysInFile(value, inner, label, [...path, part]) : [];
  if (Array.isArray(data))
    return data.flatMap((item, i): readonly UsedKey[] => below(items, item, `${at}[]`, i));
  const named = new Map(entriesOf(properties));
  return entriesOf(data).flatMap(([name, inner]): readonly UsedKey[] => {
    const value = named.get(name);
    if (value === undefined) return below(additionalProperties, inner, `${at}.*`, name);
    const key = `${at}.${name}`;
    return [{ key, path: [...path, name] }, ...below(value, inner, key, name)];
  });
}

/** What a value may be; the options of a union by kind with that kind. */
function optionsOf(schema: AnySchemaObject): readonly Labelled[] {
  const union: unknown = schema["oneOf"] ?? schema["anyOf"];
  if (!Array.isArray(union)) return [[schema, ""]];
  return union.filter(isSchema).flatMap((option) => {
    const kind: unknown = new Map(entriesOf(option["properties"])).get("kind");
    const label = isSchema(kind) && "const" in kind ? `(${String(kind["const"])})` : "";
    return optionsOf(option).map(([inner, deeper]) => [inner, label + deeper] as const);
  });
}

const isSchema = (value: unknown): value is AnySchemaObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isSchema(value) ? Object.entries(value) : [];
