/** The functions of the rule language. None is transcendental, because engines differ there in the last bit. */
import type { AggregateName, ScalarFunction, Typed, ValueType } from "./typed.ts";

export type Parameter = "number" | "text" | "date" | "any";

export type FunctionDef = {
  readonly name: ScalarFunction;
  readonly parameters: readonly Parameter[];
  /** The last parameter may repeat. */
  readonly variadic: boolean;
  /** How many parameters may be left out at the end. */
  readonly optional: number;
  /** `same`: the type of the first argument that has one. */
  readonly result: ValueType | "same";
  readonly definition: string;
};

const define = (
  name: ScalarFunction,
  parameters: readonly Parameter[],
  result: ValueType | "same",
  definition: string,
  more: { readonly variadic?: boolean; readonly optional?: number } = {},
): FunctionDef => ({
  name,
  parameters,
  result,
  definition,
  variadic: more.variadic ?? false,
  optional: more.optional ?? 0,
});

export const functions: readonly FunctionDef[] = [
  define("coalesce", ["any", "any"], "same", "The first argument that is not null.", {
    variadic: true,
  }),
  define("nullif", ["any", "any"], "same", "Null where both are equal, else the first."),
  define("abs", ["number"], "same", "The number without its sign."),
  define(
    "round",
    ["number", "number"],
    "same",
    "Rounded half away from zero, to so many digits, 0 to 9.",
    {
      optional: 1,
    },
  ),
  define("floor", ["number"], "number", "The largest whole number not above."),
  define("ceil", ["number"], "number", "The smallest whole number not below."),
  define("least", ["any", "any"], "same", "The smallest argument that is not null.", {
    variadic: true,
  }),
  define("greatest", ["any", "any"], "same", "The largest argument that is not null.", {
    variadic: true,
  }),
  define("lower", ["text"], "text", "In small letters, letter for letter, in no language."),
  define("upper", ["text"], "text", "In capital letters, letter for letter: the length stays."),
  define(
    "trim",
    ["text"],
    "text",
    "Without spaces of any width at both ends; tabs and line ends stay.",
  ),
  define("length", ["text"], "number", "Number of characters (Unicode code points)."),
  define(
    "substring",
    ["text", "number", "number"],
    "text",
    "From a position (1 is the first), so many characters; unknown for a position below 1 or a count below 0.",
    { optional: 1 },
  ),
  define(
    "replace",
    ["text", "text", "text"],
    "text",
    "Every occurrence of the second replaced by the third; an empty text occurs nowhere.",
  ),
  define("starts_with", ["text", "text"], "boolean", "Whether the first starts with the second."),
  define("ends_with", ["text", "text"], "boolean", "Whether the first ends with the second."),
  define("contains", ["text", "text"], "boolean", "Whether the second occurs in the first."),
  define("year", ["date"], "number", "The year of a date."),
  define("month", ["date"], "number", "The month of a date, 1 to 12."),
  define("day", ["date"], "number", "The day of the month, 1 to 31."),
  define(
    "days_between",
    ["date", "date"],
    "number",
    "Days from the first date to the second; of times, their dates count.",
  ),
];

const byName: ReadonlyMap<string, FunctionDef> = new Map(functions.map((f) => [f.name, f]));

export const findFunction = (name: string): FunctionDef | undefined => byName.get(name);

export const aggregates: readonly AggregateName[] = ["count", "sum", "avg", "min", "max", "mode"];

export const isAggregate = (name: string): name is AggregateName =>
  aggregates.some((aggregate) => aggregate === name);

/** Engines take digits of `round` as a whole number that is written out, and no broken positions in texts. */
export function fitsPosition(name: ScalarFunction, arg: Typed): boolean {
  if (name === "round") return arg.kind === "number" && /^\d$/.test(arg.text);
  return name !== "substring" || arg.kind !== "number" || /^\d{1,9}$/.test(arg.text);
}

/** How a function is called, e.g. `substring(text, number[, number])`. */
export function signatureOf(definition: FunctionDef): string {
  const required = definition.parameters.length - definition.optional;
  const words = definition.parameters.map((p, i) => (i < required ? p : `[${p}]`));
  return `${definition.name}(${words.join(", ")}${definition.variadic ? ", …" : ""})`;
}
