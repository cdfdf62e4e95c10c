/** Who is where in two snapshots and why: plain data, told by the views. */
import { psi } from "../../stats/psi.ts";

/**
 * What moves a customer. `corrected`: the rows of the old snapshot's day are not what they were. `customers`: what they did
 * since, and what else the new data say of them. `refit`: a model was learned anew. `rules`: the configuration.
 */
export type Cause = "corrected" | "customers" | "refit" | "rules";
export const causes: readonly Cause[] = ["corrected", "customers", "refit", "rules"];

/** `null` is "in no segment". */
export type Segment = string | null;

/** Customers with one way through the states, and their money. */
export type Way = {
  /** In the old snapshot; where corrected, where their data, where a refit, where the rules put them: `null` of a state in which they are not. */
  readonly before: boolean;
  readonly after: boolean;
  /** Old; old configuration on corrected data; on new data; refitted; new. */
  readonly states: readonly [Segment, Segment, Segment, Segment, Segment];
  readonly customers: number;
  /** What they spent by the old snapshot; of those who are new, by the new one. */
  readonly revenue: number;
  /** How much more those who are in both spent by the new one. */
  readonly grown: number;
};

export type Count = { readonly customers: number; readonly revenue: number };

export type Flow = Count & { readonly from: Segment; readonly to: Segment; readonly cause: Cause };

/** Opening + joined ± moved − left = closing, of customers; of revenue with what was spent since besides. */
export type SegmentFlows = {
  readonly segment: Segment;
  readonly opening: Count;
  readonly joined: Count;
  readonly left: Count;
  readonly moved: Readonly<Record<Cause, { readonly in: Count; readonly out: Count }>>;
  /** How much more those who stayed customers spent. */
  readonly grown: number;
  readonly closing: Count;
};

export type Migration = {
  readonly segments: readonly SegmentFlows[];
  /** The largest first. */
  readonly flows: readonly Flow[];
  /** How many moves each cause made. */
  readonly moved: Readonly<Record<Cause, Count>>;
  /** Population stability index of the sizes. */
  readonly psi: number;
};

type Tally = { customers: number; revenue: number };
const none = (): Tally => ({ customers: 0, revenue: 0 });

/** Money is whole ten-thousandths: what one exact sum would give. */
const addMoney = (a: number, b: number): number => Math.round((a + b) * 10_000) / 10_000;

function count(tally: Tally, way: Count): void {
  tally.customers += way.customers;
  tally.revenue = addMoney(tally.revenue, way.revenue);
}

type Account = {
  readonly opening: Tally;
  readonly joined: Tally;
  readonly left: Tally;
  readonly closing: Tally;
  readonly moved: Readonly<Record<Cause, { readonly in: Tally; readonly out: Tally }>>;
  grown: number;
};

const account = (): Account => ({
  opening: none(),
  joined: none(),
  left: none(),
  closing: none(),
  moved: {
    corrected: { in: none(), out: none() },
    customers: { in: none(), out: none() },
    refit: { in: none(), out: none() },
    rules: { in: none(), out: none() },
  },
  grown: 0,
});

/**
 * Sums up ways segment by segment. A customer who is moved twice, once by data and once by rules, counts in both moves.
 *
 * @param known segments in the order in which they are told; "in no segment" is last
 */
export function migrationOf(ways: readonly Way[], known: readonly string[]): Migration {
  const accounts = new Map<Segment, Account>([...known, null].map((id) => [id, account()]));
  const of = (segment: Segment): Account => {
    const found = accounts.get(segment) ?? account();
    accounts.set(segment, found);
    return found;
  };
  const flows = new Map<string, Flow & Tally>();
  const moved: Record<Cause, Tally> = {
    corrected: none(),
    customers: none(),
    refit: none(),
    rules: none(),
  };
  for (const way of ways) {
    const [old, , onNewData, , now] = way.states;
    if (way.before) count(of(old).opening, way);
    if (!way.after) {
      count(of(old).left, way);
      continue;
    }
    if (!way.before) count(of(onNewData).joined, way);
    causes.forEach((cause, i) => {
      if (!way.before && i < 2) return; // nobody moves who was not there
      const [from = null, to = null] = [way.states[i], way.states[i + 1]];
      if (from === to) return;
      count(of(from).moved[cause].out, way);
      count(of(to).moved[cause].in, way);
      count(moved[cause], way);
      const key = JSON.stringify([from, to, cause]);
      const flow = flows.get(key) ?? { from, to, cause, ...none() };
      count(flow, way);
      flows.set(key, flow);
    });
    const closing = of(now);
    closing.grown = addMoney(closing.grown, way.grown);
    count(closing.closing, { customers: way.customers, revenue: way.revenue + way.grown });
  }
  const text = (flow: Flow): string => `${flow.from ?? ""} ${flow.to ?? ""} ${flow.cause}`;
  const segments = [...accounts].map(([segment, a]): SegmentFlows => ({ segment, ...a }));
  // Groups that nobody is in on either side say nothing: half a customer in each would make all others look more alike.
  const used = segments.filter((s) => s.opening.customers + s.closing.customers > 0);
  return {
    segments,
    flows: [...flows.values()].toSorted(
      (a, b) => b.customers - a.customers || (text(a) < text(b) ? -1 : 1),
    ),
    moved,
    psi:
      used.length === 0
        ? 0
        : psi(
            used.map((s) => s.opening.customers),
            used.map((s) => s.closing.customers),
          ),
  };
}
