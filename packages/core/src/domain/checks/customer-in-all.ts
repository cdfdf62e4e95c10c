/** Looks for a customer whom several rules take, and confirms the one that it finds. */
import type { Alternatives, Conjunction } from "../../language/analysis/conjunctions.ts";
import { resolved } from "../../language/analysis/domain.ts";
import type { KnownValues } from "../../language/analysis/known.ts";
import { comparePoints, type Point, type Region } from "../../language/analysis/region.ts";
import {
  isWhole,
  minus,
  over,
  plus,
  whole,
  type Rational,
} from "../../language/analysis/rational.ts";
import { refKey } from "../../language/analysis/term-key.ts";
import { kindOf, type Variables } from "../../language/analysis/variables.ts";
import type { NameRef, Typed } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { evaluate, type Value } from "../explain/evaluate.ts";

/** What makes a customer a member: rules that are true, rules that are not, and the segment by its name. */
export type Membership = {
  readonly holds: readonly Typed[];
  readonly fails: readonly Typed[];
  readonly is: readonly Typed[];
  /** Whether `holds` and `fails` decide. */
  readonly complete: boolean;
};

/** A value that a customer has of their own: a column, or a plain metric of purchases. */
type Own = { readonly key: string; readonly name: string; readonly typed: Typed };

const maximumCustomers = 2_000;

/**
 * A customer who is in all of them, in words of the rule language; `undefined` where none was found, which proves nothing.
 *
 * @param alternatives where such a customer can be
 * @param known the data: a customer with values beyond it is no example
 * @example customerInAll(memberships, alternatives, variables, known) // => "age = 61, city = '苏州'"
 */
export function customerInAll(
  memberships: readonly Membership[],
  alternatives: Alternatives,
  variables: Variables,
  known: KnownValues,
): string | undefined {
  if (memberships.some((m) => !m.complete)) return undefined;
  const rules = memberships.flatMap((m) => [...m.holds, ...m.fails]);
  const owns = ownValues(rules, variables);
  if (owns === undefined) return undefined;
  let left = maximumCustomers;
  for (const conjunction of alternatives) {
    for (const customer of customersOf(conjunction, owns)) {
      if ((left -= 1) < 0) return undefined;
      if (!isPlausible(customer, owns) || !isInData(customer, known)) continue;
      const valueOf = (ref: NameRef): Value => {
        const key = refKey(keyRef(ref, variables));
        return customer.get(key) ?? null;
      };
      const is = (rule: Typed): boolean => evaluate(rule, valueOf) === true;
      if (memberships.every((m) => m.holds.every(is) && !m.fails.some(is)))
        return wordsOf(customer, owns);
    }
  }
  return undefined;
}

const keyRef = (ref: NameRef, { facts }: Variables): NameRef => {
  const span = { start: 0, end: 0 };
  const found = resolved({ kind: "name", ref, type: "number", unit: null, span }, facts);
  return found.kind === "name" ? found.ref : ref;
};

/** The values that the rules name; `undefined` where one of them hangs on others, so that no example would be sure. */
function ownValues(rules: readonly Typed[], { facts }: Variables): readonly Own[] | undefined {
  const found = new Map<string, Own>();
  for (const rule of rules)
    for (const node of walkTyped(rule)) {
      if (node.kind !== "name") continue;
      const typed = resolved(node, facts);
      if (typed.kind !== "name" || typed.type === "timestamp" || kindOf(typed) === undefined)
        return undefined;
      const { ref } = typed;
      const purchases = ref.kind === "builtin" && purchaseMetrics.has(ref.name);
      if (ref.kind !== "attribute" && !purchases) return undefined;
      if (ref.kind === "builtin" && ref.within !== null) return undefined;
      const key = refKey(ref);
      found.set(key, { key, name: ref.name, typed });
    }
  return [...found.values()];
}

/** What somebody has who has bought; each can be anything that `isPlausible` allows. */
const purchaseMetrics = new Map<string, number>([
  ["recency", 30],
  ["frequency", 3],
  ["tenure", 400],
  ["monetary", 100],
]);

type Customer = ReadonlyMap<string, Value>;

function* customersOf(conjunction: Conjunction, owns: readonly Own[]): Generator<Customer> {
  const [own, ...others] = owns;
  if (own === undefined) return yield new Map();
  for (const value of candidates(own, conjunction.get(own.key)))
    for (const rest of customersOf(conjunction, others)) yield new Map([[own.key, value], ...rest]);
}

function candidates(own: Own, region: Region | undefined): readonly Value[] {
  const usual = purchaseMetrics.get(
    own.typed.kind === "name" && own.typed.ref.kind === "builtin" ? own.name : "",
  );
  if (region === undefined) return [usual ?? null];
  const points = pointsAt(own.typed, region)
    .filter((point) => holds(region, point))
    .toSorted((a, b) => Number(isFraction(a)) - Number(isFraction(b)));
  const values = points.map((point) => valueAt(point, own.typed));
  const first = usual !== undefined && holds(region, whole(usual)) ? [usual] : [];
  return [...new Set([...first, ...values, ...(region.unknown ? [null] : [])])];
}

const one = whole(1);
const isFraction = (point: Point): boolean => typeof point !== "string" && !isWhole(point);

/** At, before and behind each cut, and between them. */
function pointsAt({ type }: Typed, { cuts }: Region): readonly Point[] {
  if (type === "boolean") return [whole(1), whole(0)];
  if (cuts.length === 0) return [type === "text" ? "a" : whole(1)];
  return cuts.flatMap(({ at }, i): readonly Point[] => {
    if (typeof at === "string") return [at, `${at}a`, ""];
    const next = cuts[i + 1]?.at;
    const half = next === undefined || typeof next === "string" ? [] : [middle(at, next)];
    return [at, plus(at, one), minus(at, one), ...half];
  });
}

const middle = (a: Rational, b: Rational): Rational => over(plus(a, b), whole(2));

function holds({ low, cuts }: Region, point: Point): boolean {
  const before = cuts.filter(({ at, after }) => {
    const order = comparePoints(at, point);
    return order < 0 || (order === 0 && !after);
  });
  return low !== (before.length % 2 === 1);
}

function valueAt(point: Point, { type }: Typed): Value {
  if (typeof point === "string") return point;
  const number = Number(point.top) / Number(point.bottom);
  if (type === "boolean") return number === 1;
  if (type !== "date") return number;
  const day = new Date(Math.round(number) * 86_400_000);
  const isDay = Number.isFinite(day.getTime()) && day.getUTCFullYear() > 0;
  return isDay && day.getUTCFullYear() <= 9999 ? day.toISOString().slice(0, 10) : null;
}

/** Whether purchases can make such numbers: one order is as long ago as the first, and nobody came back before they came. */
function isPlausible(customer: Customer, owns: readonly Own[]): boolean {
  const numbers = new Map(
    owns.flatMap((own) =>
      own.typed.kind === "name" && own.typed.ref.kind === "builtin"
        ? [[own.name, customer.get(own.key)] as const]
        : [],
    ),
  );
  if ([...numbers.values()].some((value) => typeof value !== "number")) return false;
  const of = (name: string, otherwise: number): number => Number(numbers.get(name) ?? otherwise);
  const recency = of("recency", 0);
  const tenure = of("tenure", recency);
  const frequency = of("frequency", 2);
  const counts = [recency, tenure, frequency].every((n) => Number.isSafeInteger(n) && n < 36_500);
  const once = frequency > 1 || !numbers.has("tenure") || !numbers.has("recency");
  return (
    counts && frequency >= 1 && recency >= 0 && tenure >= recency && (once || tenure === recency)
  );
}

function isInData(customer: Customer, known: KnownValues): boolean {
  return [...customer].every(([key, value]) => {
    const column = known.get(key);
    if (column === undefined || value === null) return true;
    const { type, values, complete, range } = column;
    if (complete) return values === undefined || values.some((v) => v.value === String(value));
    if (range === undefined || type === "text") return true;
    const [low, high] = range;
    return typeof value === "number"
      ? Number(low) <= value && value <= Number(high)
      : typeof value !== "string" || (low.slice(0, 10) <= value && value <= high.slice(0, 10));
  });
}

/** As a rule would ask for it. */
const wordsOf = (customer: Customer, owns: readonly Own[]): string =>
  owns
    .map(({ key, name }) => {
      const value = customer.get(key) ?? null;
      if (value === null) return `${name} is null`;
      return `${name} = ${typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : value}`;
    })
    .join(", ");
