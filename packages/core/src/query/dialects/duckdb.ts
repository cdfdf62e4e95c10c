/** DuckDB 1.5: values are bound; files, settings and attached databases are its own. */
import type { Literal, SeriesNode } from "../nodes.ts";
import { typeOfNumber } from "../sql-type.ts";
import type { Dialect, FunctionPrinter } from "./dialect.ts";
import { duckdbScan } from "./duckdb-scan.ts";
import { duckdbStatement } from "./duckdb-statement.ts";
import { duckdbType } from "./duckdb-type.ts";
import { inCalendar, sharedFunctions } from "./functions.ts";
import { finite, isoText, printInteger, quoteName, quoteText } from "./quote.ts";

function literal(node: Literal): string {
  switch (node.kind) {
    case "text":
      return quoteText(node.value);
    case "number":
      return `cast('${node.text}' as ${duckdbType(typeOfNumber(node.text))})`;
    case "integer":
      return printInteger(node.value);
    case "double":
      return `cast('${finite(node.value)}' as double)`;
    case "date":
    case "timestamp":
      return `cast('${isoText(node.kind, node.value)}' as ${node.kind})`;
    case "boolean":
      return String(node.value);
    case "null":
      return node.type === null ? "null" : `cast(null as ${duckdbType(node.type)})`;
  }
}

const series = ({ column, from, to }: SeriesNode): string =>
  `(select "range" as ${quoteName(column)} from range(${printInteger(from)}, ${printInteger(to + 1)}))`;

const plain =
  (name: string): FunctionPrinter =>
  (...args) =>
    `${name}(${args.join(", ")})`;

const tryStrptime = (value: string, formats: readonly string[]): string =>
  `try_strptime(${value}, [${formats.map(quoteText).join(", ")}])`;

export const duckdb: Dialect = {
  name: "duckdb",
  binds: true,
  materializedCtes: true,
  type: duckdbType,
  literal,
  functions: {
    ...sharedFunctions,
    least: plain("least"),
    greatest: plain("greatest"),
    trim: plain("trim"),
    upper: plain("upper"),
    replace: plain("replace"),
    ends_with: plain("ends_with"),
    // Lists have a function of that name, too, and NULL joined to a text has no type.
    contains: (value, part) => `contains(cast(${value} as varchar), cast(${part} as varchar))`,
    nfc: plain("nfc_normalize"),
    iso_weekday: (value) => `cast(extract(isodow from ${value}) as bigint)`,
    add_days: (value, days) => `(cast(${value} as date) + cast(${days} as integer))`,
    add_months: (value, months) =>
      `cast(cast(${value} as date) + to_months(cast(${months} as integer)) as date)`,
    local_time: (instant, zone) => `timezone(${zone}, cast(${instant} as timestamptz))`,
    instant: (local, zone) => `timezone(${zone}, cast(${local} as timestamp))`,
    bucket: (key, buckets) => `cast(hash(${key}) % ${buckets} as integer)`,
    sample_key: (key) => `cast('0x' || substr(md5(${key}), 1, 13) as bigint)`,
    md5: plain("md5"),
    keyed_digest: (inner = "", outer = "", value = "") =>
      `sha256(from_hex(${outer}) || from_hex(sha256(from_hex(${inner}) || encode(${value}))))`,
    is_finite: plain("isfinite"),
    finite: (value) =>
      `nullif(nullif(${value}, cast('Infinity' as double)), cast('-Infinity' as double))`,
    settle: (value) => `round(${value}, 6)`,
    nearest: plain("round"),
    in_calendar: (value) => inCalendar(value, "date '10000-01-01'", "date '0000-12-31'"),
    octet_length: plain("strlen"),
    list_length: plain("len"),
    list_element: plain("list_extract"),
    list_contains: plain("list_contains"),
    make_list: plain("list_value"),
  },
  aggregates: {
    count: "count",
    sum: "sum",
    avg: "avg",
    min: "min",
    max: "max",
    arg_max: "arg_max",
    arg_min: "arg_min",
    any_value: "any_value",
    list: "list",
    bool_or: "bool_or",
    bool_and: "bool_and",
    approx_count_distinct: "approx_count_distinct",
    quantile_cont: "quantile_cont",
    quantile_disc: "quantile_disc",
    mode: "histogram",
  },
  mostFrequent: (histogram) =>
    `struct_extract(list_sort(list_transform(map_entries(${histogram}), lambda e: {'n': -cast(e.value as bigint), 'v': e.key}))[1], 'v')`,
  parseTime: tryStrptime,
  starExcept: (columns) => ` exclude (${columns.map(quoteName).join(", ")})`,
  scan: duckdbScan,
  series,
  statement: duckdbStatement,
};
