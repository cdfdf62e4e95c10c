/** A bounded sample of customers, drawn by a keyed hash of their ids: the same whatever the threads and the order of rows. */
import {
  add,
  as,
  asc,
  call,
  cases,
  cast,
  col,
  concat,
  countAll,
  div,
  double,
  gt,
  int,
  le,
  mul,
  select,
  star,
  subquery,
  text,
  type Query,
  type Scalar,
  type SelectColumn,
} from "../query/index.ts";
import { idColumn } from "./columns.ts";

const keyColumn = "sample key";
/** Keys lie evenly below this. */
const keys = 2 ** 52;

/**
 * The customers with the least keys, in the order of keys. Only those below a bound are sorted: half as many more as are wanted are
 * expected there. Fewer than wanted would be 70 standard deviations off, so nobody looks.
 *
 * @param from customers with their ids
 * @param seed another seed draws others
 * @param most how many at most
 */
export function sampleOf(
  from: Query,
  columns: readonly SelectColumn[],
  { seed, most }: { readonly seed: string; readonly most: number },
): Query {
  const key = call("sample_key", concat(text(`${seed}:`), col(idColumn)));
  return select({
    columns,
    from: select({ columns: [star(), as(keyColumn, key)], from }),
    where: le(col(keyColumn), subquery(select({ columns: { bound: bound(most) }, from }))),
    orderBy: [asc(col(keyColumn)), asc(col(idColumn))],
    limit: most,
  });
}

/** The key below which half as many more lie as are wanted, and ten thousand; all where there are few. */
function bound(most: number): Scalar {
  const wanted = 1.5 * most + 10_000;
  const share = div(double(wanted), add(cast(countAll(), "double"), double(1)));
  return cast(
    cases([[gt(countAll(), int(Math.ceil(wanted))), mul(double(keys), share)]], double(keys)),
    "bigint",
  );
}
