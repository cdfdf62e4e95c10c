/** What a digest tells of a period: plain data, told by the views. */
import type { Localised } from "../../language/config/text.ts";
import { causes, type Cause, type SegmentFlows } from "../migration/migration.ts";

/** Whose customers a digest is about: `owner` is as the customers' table names them. */
export type DigestScope =
  | { readonly kind: "all" }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "team"; readonly by: string; readonly value: string };

/** Customers of a segment: opening + joined ± moved − left = closing. */
export type SegmentBalance = {
  /** Whether the digest names it, and not just its segmentation. */
  readonly named: boolean;
  readonly segmentation: string;
  readonly segment: string;
  readonly opening: number;
  readonly joined: number;
  readonly left: number;
  readonly moved: Readonly<Record<Cause, { readonly in: number; readonly out: number }>>;
  readonly closing: number;
};

/** A step of a strategy that should have been taken. */
export type OverdueStep = {
  readonly strategy: string;
  readonly action: string;
  readonly do: Localised;
  /** The day by which, ISO. */
  readonly due: string;
};

/** Steps of strategies, each customer's counted alone. `due` = `done` + those still open, of which `overdue`. */
export type StepCounts = { readonly due: number; readonly done: number; readonly overdue: number };

/** Net revenue of the customers; of the last `window` days, or of all time where it is null. */
export type DigestRevenue = {
  readonly window: number | null;
  readonly now: number;
  /** `null` where the run that is compared with does not have it. */
  readonly before: number | null;
};

export type Decision =
  | { readonly kind: "own"; readonly text: Localised }
  | { readonly kind: "overdue"; readonly steps: number }
  | { readonly kind: "losses"; readonly customers: number }
  | { readonly kind: "rules"; readonly customers: number };

/** The balance of a segment from who is where in two runs. */
export function balanceOf(
  about: Pick<SegmentBalance, "named" | "segmentation" | "segment">,
  { opening, joined, left, moved, closing }: Omit<SegmentFlows, "segment" | "grown">,
): SegmentBalance {
  const both = (cause: Cause) => ({
    in: moved[cause].in.customers,
    out: moved[cause].out.customers,
  });
  return {
    ...about,
    opening: opening.customers,
    joined: joined.customers,
    left: left.customers,
    moved: {
      corrected: both("corrected"),
      customers: both("customers"),
      refit: both("refit"),
      rules: both("rules"),
    },
    closing: closing.customers,
  };
}

/** How many more there are than before. @example netOf({ opening: 111, closing: 128, … }) // => 17 */
export const netOf = ({ opening, closing }: SegmentBalance): number => closing - opening;

/** Whether anybody came, went or moved. */
export const moves = ({ joined, left, moved }: SegmentBalance): boolean =>
  joined > 0 || left > 0 || causes.some((cause) => moved[cause].in > 0 || moved[cause].out > 0);

/** Whether anything of a digest is news: who is where, or what was done or should have been. */
export const hasChanged = (
  balances: readonly SegmentBalance[],
  steps: StepCounts | null,
): boolean => balances.some(moves) || (steps !== null && steps.done + steps.overdue > 0);

/**
 * The one decision that a digest asks for: its own; else who takes what is overdue; else who calls those who were lost; else
 * whether so many moves by changed rules are meant.
 */
export function decisionOf(
  own: Localised | null,
  told: {
    readonly steps: StepCounts | null;
    readonly losses: readonly unknown[];
    readonly balances: readonly SegmentBalance[];
  },
): Decision | null {
  const { steps, losses, balances } = told;
  if (own !== null) return { kind: "own", text: own };
  if (steps !== null && steps.overdue > 0) return { kind: "overdue", steps: steps.overdue };
  if (losses.length > 0) return { kind: "losses", customers: losses.length };
  const byRules = Math.max(0, ...balances.map((b) => b.moved.rules.in + b.moved.rules.out));
  return byRules > 0 ? { kind: "rules", customers: byRules } : null;
}
