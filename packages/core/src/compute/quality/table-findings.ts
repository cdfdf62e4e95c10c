/** Findings about any table, and about the table of customers. */
import {
  and,
  as,
  call,
  cases,
  cast,
  col,
  concat,
  countAll,
  countDistinct,
  eq,
  gt,
  inQuery,
  int,
  isNotNull,
  lt,
  min,
  ne,
  number,
  or,
  over,
  select,
  sub,
  sum,
  coalesce,
  text,
  tryCast,
  unionAll,
  double,
  date,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import type { Finding } from "../../domain/quality/quality.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CustomersModel } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { keyText } from "../ingest/key-text.ts";
import { readTable } from "../ingest/read-table.ts";
import { rowNames } from "../ingest/row-names.ts";
import type { QualityTable } from "./quality-input.ts";

const read = ({ table, source, files }: QualityTable, textColumns: readonly string[] = []): Query =>
  readTable({ format: table.format, textColumns }, files, source);

/** Columns with more empty cells than full ones. */
export const mostlyMissing = ({ source }: QualityTable): readonly Finding[] =>
  source.columns.flatMap(({ name, nullShare }): readonly Finding[] =>
    nullShare === null || nullShare <= 0.5
      ? []
      : [
          {
            code: "mostly-missing",
            source: source.name,
            column: name,
            count: Math.round(nullShare * (source.rows ?? 0)),
            total: source.rows ?? 0,
            example: "",
          },
        ],
  );

/** Rows that are equal to an earlier one in every column. */
export async function duplicateRows(
  lane: Lane,
  table: QualityTable,
  options: QueryOptions,
): Promise<Finding> {
  const { source } = table;
  const values = source.columns.map(({ name }) => col(name));
  const groups = select({ columns: { n: countAll() }, from: read(table), groupBy: values });
  const row = await lane.one(
    select({ columns: { extra: coalesce(sum(sub(col("n"), int(1))), number("0")) }, from: groups }),
    options,
  );
  return {
    code: "duplicate-rows",
    source: source.name,
    column: null,
    count: Number(row["extra"]),
    total: source.rows ?? 0,
    example: "",
  };
}

const called = (name: RegExp, { source }: QualityTable) =>
  source.columns.filter((column) => name.test(column.name));

/** Ages below 0 or above 120, birth dates after today or before 1900. */
export async function impossibleAges(
  lane: Lane,
  table: QualityTable,
  today: string,
  options: QueryOptions,
): Promise<readonly Finding[]> {
  const ages = called(/^(?:age|年龄)$/i, table).filter((c) => c.type === "number");
  const births = called(/birth|^born$|^dob$|出生|生日/i, table).filter(
    (c) => c.type === "date" || c.type === "timestamp",
  );
  const faults: readonly (readonly [string, Scalar])[] = [
    ...ages.map(({ name }) => {
      const age = tryCast(col(name), "double");
      return [name, or(lt(age, double(0)), gt(age, double(120)))] as const;
    }),
    ...births.map(({ name }) => {
      const born = cast(col(name), "date");
      return [name, or(gt(born, date(today)), lt(born, date("1900-01-01")))] as const;
    }),
  ];
  const findings: Finding[] = [];
  for (const [name, fault] of faults) {
    const row = await lane.one(
      select({
        columns: { n: countAll(fault), value: cast(min(col(name), fault), "varchar") },
        from: read(table),
      }),
      options,
    );
    findings.push({
      code: "impossible-ages",
      source: table.source.name,
      column: name,
      count: Number(row["n"]),
      total: table.source.rows ?? 0,
      example: births.some((b) => b.name === name) ? "" : (textOf(row["value"]) ?? ""),
    });
  }
  return findings;
}

/** Ids of several rows; not where rows are a history. */
export async function duplicateIds(
  lane: Lane,
  ids: Query,
  column: string,
  options: QueryOptions,
): Promise<Finding> {
  const groups = select({
    columns: { id: col("id"), n: countAll() },
    from: ids,
    groupBy: [col("id")],
  });
  const row = await lane.one(
    select({
      columns: {
        total: countAll(),
        n: countAll(gt(col("n"), int(1))),
        first: min(col("id"), gt(col("n"), int(1))),
      },
      from: groups,
    }),
    options,
  );
  return {
    code: "duplicate-ids",
    source: "customers",
    column,
    count: Number(row["n"]),
    total: Number(row["total"]),
    example: textOf(row["first"]) ?? "",
  };
}

/** A phone as it is compared: digits alone, without the country's 86. */
function phoneText(value: Scalar): Scalar {
  const plain = [" ", "-", "(", ")", "+", "."].reduce(
    (left, sign) => call("replace", left, text(sign), text("")),
    cast(value, "varchar"),
  );
  const foreign = and(call("starts_with", plain, text("86")), eq(call("length", plain), int(13)));
  return keyText(cases([[foreign, call("substring", plain, int(3))]], plain));
}

/** A name or an address as it is compared: small letters, no blanks. */
const plainText = (value: Scalar): Scalar =>
  keyText(call("lower", call("replace", call("nfc", cast(value, "varchar")), text(" "), text(""))));

/**
 * Customers with another id and the same name and phone, or the same name and e-mail address.
 *
 * @param personal the columns that hold names, phones and addresses, by class
 */
export async function likelySame(
  lane: Lane,
  table: QualityTable,
  model: CustomersModel,
  personal: Readonly<Record<"name" | "phone" | "email", readonly string[]>>,
  options: QueryOptions,
): Promise<Finding | null> {
  const names = [...new Set([...(model.label === null ? [] : [model.label]), ...personal.name])];
  const [name] = names;
  if (name === undefined) return null;
  const known = ["id", "who"].map((column) => isNotNull(col(column)));
  const shared = (column: string, contact: Scalar): Query => {
    const rows = select({
      columns: {
        id: keyText(toScalar(model.key, rowNames)),
        who: concat(concat(plainText(col(name)), text("|")), contact),
      },
      from: read(table, [...model.textColumns, name, column]),
    });
    const ids = select({
      columns: ["who", "id"],
      distinct: true,
      from: rows,
      where: and(...known),
    });
    const of = { partitionBy: [col("who")] };
    const first = over("min", [col("id")], of);
    const last = over("max", [col("id")], of);
    return select({ columns: ["id", as("first", first), as("last", last)], from: ids });
  };
  const [one, ...more] = [
    ...personal.phone.map((column) => shared(column, phoneText(col(column)))),
    ...personal.email.map((column) => shared(column, plainText(col(column)))),
  ];
  if (one === undefined) return null;
  const several = ne(col("first"), col("last"));
  // Who shares a phone with one and an address with another is one customer.
  const row = await lane.one(
    select({
      columns: {
        total: countDistinct(col("id")),
        n: countDistinct(col("id"), several),
        pair: min(concat(concat(col("first"), text(", ")), col("last")), several),
      },
      from: unionAll(one, ...more),
    }),
    options,
  );
  const [count, total] = [Number(row["n"]), Number(row["total"])];
  const example = textOf(row["pair"]) ?? "";
  return { code: "likely-same", source: "customers", column: name, count, total, example };
}

/** Parents that are no customers. */
export async function unmatchedParents(
  lane: Lane,
  table: QualityTable,
  model: CustomersModel,
  ids: Query,
  options: QueryOptions,
): Promise<Finding | null> {
  if (model.parent === null) return null;
  const parent = keyText(toScalar(model.parent, rowNames));
  const rows = select({
    columns: [as("parent", parent)],
    from: read(table, model.textColumns),
    where: isNotNull(parent),
  });
  const missing = inQuery(col("parent"), ids, true);
  const row = await lane.one(
    select({
      columns: { total: countAll(), n: countAll(missing), first: min(col("parent"), missing) },
      from: rows,
    }),
    options,
  );
  const [count, total] = [Number(row["n"]), Number(row["total"])];
  return {
    code: "parents-unmatched",
    source: "customers",
    column: null,
    count,
    total,
    example: textOf(row["first"]) ?? "",
  };
}
