import {
  as,
  call,
  cast,
  col,
  decimal,
  describe,
  max,
  min,
  select,
  type Query,
  type Relation,
  type Scalar,
  type SqlType,
} from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane } from "../engine/engine.ts";

/** Digits of a decimal that fits 64 bits: wider ones take four times as long to read from a file. */
const digits = 18;

/** What makes rows of a relation, all of them or some, read faster: the same numbers in the narrowest decimals that hold them. */
export type Narrowing = {
  readonly columns: number;
  readonly narrow: (some: Relation) => Query;
};

/**
 * Looks at all rows of a relation: in which types its columns are narrow, for any part of it.
 *
 * @param only columns that may become narrower; default all
 * @param ready columns of the same rows that are quicker to ask for elsewhere
 */
export async function narrowing(
  lane: Lane,
  relation: Relation,
  {
    only,
    ready = null,
  }: {
    readonly only?: ReadonlySet<string>;
    readonly ready?: {
      readonly columns: ReadonlySet<string>;
      readonly rows: Relation;
    } | null;
  } = {},
): Promise<Narrowing> {
  const columns = (await lane.rows(describe(select({ from: relation })))).map((row) => {
    const wide = /^DECIMAL\((\d+),(\d+)\)$/.exec(sureText(row["column_type"]));
    const name = sureText(row["column_name"]);
    const isWide = wide !== null && Number(wide[1]) > digits && only?.has(name) !== false;
    return { name, scale: isWide ? Number(wide[2]) : null };
  });
  const wide = columns.flatMap(({ name, scale }) => (scale === null ? [] : { name, scale }));
  const count = columns.length;
  if (wide.length === 0) return { columns: count, narrow: (some) => select({ from: some }) };
  const bounds = await lane.one(
    select({
      columns: wide.flatMap(({ name }, i) => [
        as(`low_${i}`, asDouble(min(col(name)))),
        as(`high_${i}`, asDouble(max(col(name)))),
      ]),
      from: wide.every(({ name }) => ready?.columns.has(name))
        ? (ready?.rows ?? relation)
        : relation,
    }),
  );
  const types = new Map<string, SqlType>();
  wide.forEach(({ name, scale }, i) => {
    const most = Math.max(
      Math.abs(Number(bounds[`low_${i}`])),
      Math.abs(Number(bounds[`high_${i}`])),
    );
    if (isWithin(most, scale)) types.set(name, decimal(digits, scale));
  });
  const narrow = columns.map(({ name }) => {
    const type = types.get(name);
    return as(name, type === undefined ? col(name) : cast(col(name), type));
  });
  return { columns: count, narrow: (some) => select({ columns: narrow, from: some }) };
}

/** Whether narrow decimals hold it. One digit to spare: the bound is a double. */
const isWithin = (most: number, scale: number): boolean =>
  scale < digits && most < 10 ** (digits - 1 - scale);

/** Whether columns of narrow decimals hold what `narrowing` would find them to. */
export async function areNarrow(
  lane: Lane,
  relation: Relation,
  names: readonly string[],
): Promise<boolean> {
  const types = await lane.rows(describe(select({ columns: names, from: relation })));
  const narrow = types.flatMap((row) => {
    const found = /^DECIMAL\((\d+),(\d+)\)$/.exec(sureText(row["column_type"]));
    return found !== null && Number(found[1]) <= digits
      ? [{ name: sureText(row["column_name"]), scale: Number(found[2]) }]
      : [];
  });
  if (narrow.length === 0) return true;
  const most = await lane.one(
    select({
      columns: narrow.map(({ name }, i) => as(`most_${i}`, asDouble(max(call("abs", col(name)))))),
      from: relation,
    }),
  );
  return narrow.every(({ scale }, i) => isWithin(Number(most[`most_${i}`]), scale));
}

const asDouble = (value: Scalar): Scalar => cast(value, "double");
