/** Checks a YAML file against its schema and turns what zod finds into problems with places. */
import { isMap, isScalar, visit, type Alias } from "yaml";
import * as z from "zod";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { futureFormat } from "./format-version.ts";
import { nearest } from "./nearest.ts";
import {
  rangeAt,
  rangeOfKey,
  rangeOfValue,
  type YamlPath,
  type YamlSource,
} from "./yaml-source.ts";

/** The most aliases that a file may resolve to, so that a few lines cannot unfold to gigabytes. */
const maximumAliases = 100;

export type Shaped<T> = { readonly value: T | undefined; readonly problems: readonly Problem[] };

/**
 * The file's value, with the schema's defaults, or every problem of its shape.
 *
 * @param source a parsed file
 * @param schema what it must be
 */
export function checkShape<T>(source: YamlSource, schema: z.ZodType<T>): Shaped<T> {
  const syntax = syntaxProblems(source);
  if (syntax.length > 0) return { value: undefined, problems: syntax };
  const { contents } = source.document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    const place = { file: source.path, range: fileStart };
    return { value: undefined, problems: [problem("empty-file", { path: source.path }, place)] };
  }
  const data = toPlain(source);
  if (data === undefined) {
    const place = { file: source.path, range: fileStart };
    return {
      value: undefined,
      problems: [problem("yaml-syntax", { reason: "too many aliases" }, place)],
    };
  }
  const newer = futureFormat(source, data.value);
  if (newer !== undefined) return { value: undefined, problems: [newer] };
  const parsed = schema.safeParse(data.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue) =>
    problemsOf(source, schema, issue, data.value),
  );
  return { value: undefined, problems };
}

function syntaxProblems(source: YamlSource): readonly Problem[] {
  const faults = source.document.errors.map((error) =>
    problem(
      "yaml-syntax",
      { reason: reasonOf(error.message) },
      { file: source.path, range: rangeAt(source, error.pos[0], error.pos[1]) },
    ),
  );
  if (faults.length > 0) return faults.slice(0, 1);
  return [...unknownAliases(source), ...keyProblems(source)];
}

/** yaml's parser descends with the text, and says so in JavaScript's words when it runs out of stack. */
const reasonOf = (message: string): string =>
  message.startsWith("Maximum call stack")
    ? "nested too deeply"
    : (message.split("\n")[0] ?? message);

function aliasesOf(source: YamlSource): readonly Alias[] {
  const found: Alias[] = [];
  visit(source.document, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

function unknownAliases(source: YamlSource): readonly Problem[] {
  const aliases = aliasesOf(source);
  if (aliases.length > maximumAliases) return []; // refused as a whole
  return aliases
    .filter((alias) => alias.resolve(source.document) === undefined)
    .map(({ source: name, range }) => {
      const place = {
        file: source.path,
        range: range ? rangeAt(source, range[0], range[1]) : fileStart,
      };
      return problem("yaml-syntax", { reason: `no anchor &${name} above` }, place);
    });
}

/** Keys that stand twice in a map, and the one that JavaScript's objects cannot hold. */
function keyProblems(source: YamlSource): readonly Problem[] {
  const problems: Problem[] = [];
  visit(source.document, {
    Map: (_, map) => {
      const first = new Map<string, readonly [number, number]>();
      for (const { key } of map.items) {
        if (!isScalar(key) || !key.range) continue;
        const name = String(key.value).normalize("NFC");
        const earlier = first.get(name);
        const range = rangeAt(source, key.range[0], key.range[1]);
        if (name === "__proto__")
          problems.push(problem("bad-id", { id: name }, { file: source.path, range }));
        if (earlier === undefined) first.set(name, [key.range[0], key.range[1]]);
        else {
          const related = [{ file: source.path, range: rangeAt(source, ...earlier) }];
          const place = { file: source.path, range };
          problems.push(problem("duplicate-name", { name, kind: "key" }, place, { related }));
        }
      }
    },
  });
  return problems;
}

function toPlain(source: YamlSource): { readonly value: unknown } | undefined {
  if (aliasesOf(source).length > maximumAliases) return undefined;
  try {
    return { value: source.document.toJS({ maxAliasCount: maximumAliases }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined; // yaml's way to say that aliases explode
    throw error;
  }
}

function problemsOf(
  source: YamlSource,
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  root: unknown,
): readonly Problem[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const key = String(path.at(-1) ?? source.path);
  const got = describe(valueAt(root, path));
  const at = { file: source.path, range: rangeOfValue(source, path) };
  switch (issue.code) {
    case "unrecognized_keys": {
      const allowed = knownKeys(schema, path, root);
      return issue.keys.map((unknown) => unknownKey(source, [...path, unknown], unknown, allowed));
    }
    case "invalid_type":
      if (valueAt(root, path) === undefined)
        return [
          problem(
            "missing-key",
            { key },
            { file: source.path, range: rangeOfKey(source, path.slice(0, -1)) },
          ),
        ];
      // A number in the place of a text whose schema says what it must be: "365" for "365 days".
      if (issue.expected === "string" && !issue.message.startsWith("Invalid input"))
        return [problem("bad-value", { key, expected: issue.message, got }, at)];
      return [problem("wrong-type", { key, expected: issue.expected, got }, at)];
    case "invalid_key": {
      const name = String(path.at(-1) ?? "");
      return [
        problem("bad-id", { id: name }, { file: source.path, range: rangeOfKey(source, path) }),
      ];
    }
    case "invalid_union": {
      if (valueAt(root, path) === undefined)
        return [
          problem(
            "missing-key",
            { key },
            { file: source.path, range: rangeOfKey(source, path.slice(0, -1)) },
          ),
        ];
      const nested = issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0));
      if (nested !== undefined && isMap(source.document.getIn(path, true)))
        return nested.flatMap((inner) =>
          problemsOf(source, schema, { ...inner, path: [...path, ...inner.path] }, root),
        );
      return [problem("bad-value", { key, expected: issue.message, got }, at)];
    }
    case "invalid_value":
      if (valueAt(root, path) === undefined)
        return [
          problem(
            "missing-key",
            { key },
            { file: source.path, range: rangeOfKey(source, path.slice(0, -1)) },
          ),
        ];
      return [
        problem("bad-value", { key, expected: issue.values.map(String).join(", "), got }, at),
      ];
    case "invalid_format":
      if (issue.message === "an id") return [problem("bad-id", { id: got }, at)];
      return [problem("bad-value", { key, expected: issue.message, got }, at)];
    default:
      return [problem("bad-value", { key, expected: issue.message, got }, at)];
  }
}

function unknownKey(
  source: YamlSource,
  path: YamlPath,
  key: string,
  allowed: readonly string[],
): Problem {
  const near = nearest(key, allowed);
  const range = rangeOfKey(source, path);
  const edits = [{ file: source.path, range, newText: near }];
  const fixes = near === "" ? [] : [{ title: near, edits }];
  const values = { key, nearest: near, allowed: allowed.join(", ") };
  return problem("unknown-key", values, { file: source.path, range }, { fixes });
}

/** The keys that the schema knows at a path, through optional, default, union and record. */
export function knownKeys(schema: z.ZodType, path: YamlPath, root?: unknown): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  let data = root;
  for (const part of path) {
    at = step(unwrap(at, data), part);
    data = valueAt(data, [part]);
    if (at === undefined) return [];
  }
  const found = unwrap(at, data);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function step(
  schema: z.core.$ZodType | undefined,
  part: string | number,
): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    return Object.hasOwn(shape, part) ? shape[String(part)] : schema.def.catchall;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

/** The schema behind wrappers; of a union the option that fits the data best: same discriminator, else the first object. */
function unwrap(schema: z.core.$ZodType | undefined, data?: unknown): z.core.$ZodType | undefined {
  let at = schema;
  for (;;) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodNullable)
      at = at.unwrap();
    else if (at instanceof z.ZodPipe) at = at.in;
    else if (at instanceof z.ZodUnion) {
      const kind =
        typeof data === "object" && data !== null && "kind" in data ? data.kind : undefined;
      const options: readonly z.core.$ZodType[] = at.options.map(
        (option) => unwrap(option) ?? option,
      );
      at =
        options.find((option) => kind !== undefined && discriminatorOf(option) === kind) ??
        options.find((option) => option instanceof z.ZodObject) ??
        options[0];
    } else return at;
  }
}

function discriminatorOf(schema: z.core.$ZodType): unknown {
  if (!(schema instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const kind = shape["kind"];
  return kind instanceof z.ZodLiteral ? kind.value : undefined;
}

function valueAt(root: unknown, path: YamlPath): unknown {
  let at = root;
  for (const part of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part]; // YAML data: maps and lists only
  }
  return at;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  // JSON has no infinity.
  const text =
    typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
