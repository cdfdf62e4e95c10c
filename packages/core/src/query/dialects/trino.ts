/** Trino: values are strictly typed literals; what reads this machine's files is refused. */
import type { Literal, SeriesNode } from "../nodes.ts";
import { typeOfNumber } from "../sql-type.ts";
import type { SimpleSqlType, SqlType } from "../sql-type.ts";
import type { Dialect, FunctionPrinter, OwnStatement } from "./dialect.ts";
import { inCalendar, sharedFunctions } from "./functions.ts";
import { finite, isoText, printInteger, quoteName, quoteText } from "./quote.ts";

const simpleTypes: Readonly<Record<SimpleSqlType, string>> = {
  boolean: "boolean",
  integer: "integer",
  bigint: "bigint",
  hugeint: "decimal(38, 0)",
  double: "double",
  varchar: "varchar",
  date: "date",
  timestamp: "timestamp(6)",
  timestamptz: "timestamp(6) with time zone",
};

function trinoType(type: SqlType): string {
  if (typeof type === "string") return simpleTypes[type];
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "list":
      return `array(${trinoType(type.of)})`;
  }
}

function literal(node: Literal): string {
  switch (node.kind) {
    case "text":
      return quoteText(node.value);
    case "number":
      return typeOfNumber(node.text) === "bigint"
        ? `bigint '${node.text}'`
        : `decimal '${node.text}'`;
    case "integer":
      return printInteger(node.value);
    case "double":
      return `double '${finite(node.value)}'`;
    case "date":
    case "timestamp":
      return `${node.kind} '${isoText(node.kind, node.value)}'`;
    case "boolean":
      return String(node.value);
    case "null":
      return node.type === null ? "null" : `cast(null as ${trinoType(node.type)})`;
  }
}

const plain =
  (name: string): FunctionPrinter =>
  (...args) =>
    `${name}(${args.join(", ")})`;

/** Trino's own `least` gives NULL when any argument is NULL. Each argument is printed once. */
const ignoringNulls =
  (name: "array_min" | "array_max"): FunctionPrinter =>
  (...args) =>
    `${name}(filter(array[${args.join(", ")}], x -> x is not null))`;

/** Names a value, so that it is printed once however often it is used. */
const naming = (value: string, use: string): string =>
  `element_at(transform(array[${value}], x -> ${use}), 1)`;

/** An empty text occurs everywhere for Trino. */
function replaced(value: string, from: string, to: string): string {
  const plainly = `replace(${value}, ${from}, ${to})`;
  if (/^'(?:[^']|'')+'$/.test(from)) return plainly;
  return `if(${from} = '', ${value}, ${plainly})`;
}

/** Literals of Trino have years of four digits. */
const afterCalendar = "date_add('day', 1, date '9999-12-31')";
const beforeCalendar = "date_add('day', -1, date '0001-01-01')";

/** Unicode's Zs. Trino's own set differs. */
const spaces =
  " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";
const spaceCharacters = `U&'${Array.from(spaces, (c) => `\\${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`).join("")}'`;

/** strptime's letters that mean something else in `date_parse`. */
const timeLetters: ReadonlyMap<string, string> = new Map([
  ["%M", "%i"],
  ["%B", "%M"],
  ["%A", "%W"],
  ["%-d", "%e"],
  ["%-m", "%c"],
]);
const datePattern = (format: string): string =>
  format.replaceAll(/%-?[A-Za-z%]/g, (letter) => timeLetters.get(letter) ?? letter);

function parseTime(value: string, formats: readonly string[]): string {
  const tries = formats.map((f) => `try(date_parse(${value}, ${quoteText(datePattern(f))}))`);
  return tries.length === 1 ? tries.join("") : `coalesce(${tries.join(", ")})`;
}

const series = ({ column, from, to }: SeriesNode): string =>
  `(select "n" as ${quoteName(column)} from unnest(sequence(${printInteger(from)}, ${printInteger(to)})) as "s"("n"))`;

function refuse(what: string): never {
  throw new RangeError(`trino has no ${what}`);
}

function statement(node: OwnStatement): string {
  if (node.kind !== "transaction") return refuse(node.kind);
  return node.action === "begin" ? "start transaction" : node.action;
}

export const trino: Dialect = {
  name: "trino",
  binds: false,
  materializedCtes: false,
  type: trinoType,
  literal,
  functions: {
    ...sharedFunctions,
    least: ignoringNulls("array_min"),
    greatest: ignoringNulls("array_max"),
    trim: (value) => `trim(both ${spaceCharacters} from ${value})`,
    upper: (value) => `upper(replace(${value}, 'ß', 'ẞ'))`,
    replace: (value, from, to) => replaced(value ?? "", from ?? "", to ?? ""),
    ends_with: (value, part) => `(substr(${value}, - length(${part})) = ${part})`,
    contains: (value, part) => `(strpos(${value}, ${part}) > 0)`,
    nfc: (value) => `normalize(${value}, NFC)`,
    iso_weekday: (value) => `day_of_week(${value})`,
    add_days: (value, days) => `date_add('day', ${days}, cast(${value} as date))`,
    add_months: (value, months) => `date_add('month', ${months}, cast(${value} as date))`,
    local_time: (instant, zone) => `cast(at_timezone(${instant}, ${zone}) as timestamp(6))`,
    instant: (local, zone) => `with_timezone(cast(${local} as timestamp(6)), ${zone})`,
    bucket: (key, buckets) =>
      `cast(mod(bitwise_and(from_big_endian_64(xxhash64(to_utf8(${key}))), 9223372036854775807), ${buckets}) as integer)`,
    sample_key: (key) => `from_base(substr(to_hex(md5(to_utf8(${key}))), 1, 13), 16)`,
    keyed_digest: (inner = "", outer = "", value = "") =>
      `lower(to_hex(sha256(from_hex(${outer}) || sha256(from_hex(${inner}) || to_utf8(${value})))))`,
    md5: (value) => `lower(to_hex(md5(to_utf8(${value}))))`,
    is_finite: plain("is_finite"),
    finite: (value) => `nullif(nullif(${value}, infinity()), -infinity())`,
    // Its `round` ends at 2^63, digits after the point included; from 2^53 on every double is whole.
    settle: (value) =>
      naming(value ?? "", "if(abs(x) < 1e12, round(x, 6), if(abs(x) < 1e302, x * 1e6 / 1e6, x))"),
    nearest: (value) => naming(value ?? "", "if(abs(x) < 1e18, round(x), x)"),
    in_calendar: (value) => inCalendar(value ?? "", afterCalendar, beforeCalendar),
    octet_length: (value) => `length(to_utf8(${value}))`,
    list_length: plain("cardinality"),
    list_element: plain("element_at"),
    list_contains: plain("contains"),
    make_list: (...args) => `array[${args.join(", ")}]`,
  },
  aggregates: {
    count: "count",
    sum: "sum",
    avg: "avg",
    min: "min",
    max: "max",
    arg_max: "max_by",
    arg_min: "min_by",
    any_value: "any_value",
    list: "array_agg",
    bool_or: "bool_or",
    bool_and: "bool_and",
    approx_count_distinct: "approx_distinct",
    quantile_cont: null,
    quantile_disc: null,
    mode: "histogram",
  },
  mostFrequent: (histogram) =>
    `element_at(array_sort(transform(map_entries(${histogram}), e -> row(-e[2], e[1]))), 1)[2]`,
  parseTime,
  starExcept: () => refuse("star with exceptions"),
  scan: () => refuse("scan of files"),
  series,
  statement,
};
