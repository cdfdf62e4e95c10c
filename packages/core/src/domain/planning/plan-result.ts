/** What a plan comes to. */
import type { Localised } from "../../language/config/text.ts";
import type { ForecastMethod } from "../../stats/forecast.ts";

/** Money that is expected: what actions are worth, less what they cost. */
export type PlanGain = {
  readonly value: number;
  /** 80 % interval, from what is not known of effects. */
  readonly interval: readonly [low: number, high: number];
  /** Before the cost in money. */
  readonly worth: number;
  readonly money: number;
  /** Which share of `worth` rests on judgement, the rest on experiments; `null` where nothing is worth anything. */
  readonly judgement: number | null;
};

export type PlanResource = {
  readonly kind: "money" | "hours" | "contacts";
  /** Of hours. */
  readonly department: string | null;
  /** `null` is not limited. */
  readonly limit: number | null;
  readonly used: number;
  /** What all that is due, and worth more than it costs, would take. */
  readonly wanted: number;
  /** What one more unit would gain: the shadow price; `null` where nothing limits it. */
  readonly price: number | null;
};

export type PlanFloorResult = {
  readonly segmentation: string;
  readonly segment: string;
  /** Customers of the segment who are to be served. */
  readonly wanted: number;
  /** Customers of the segment for whom something is due and allowed. */
  readonly reachable: number;
  readonly served: number;
  /** What serving one more of them takes from the gain. */
  readonly price: number;
};

/** Why an action is not done for a customer for whom it is due. */
export type LeftReason =
  /** The customer does not want to be contacted. */
  | "refused"
  /** No channel may be used. */
  | "channels"
  /** Contacts of the customer, or of their unit, are used up. */
  | "cap"
  /** What it is worth is not known. */
  | "unknown"
  /** It costs more than it brings. */
  | "loses"
  /** Another action is done for them. */
  | "other"
  /** Others bring more with what there is. */
  | "budget";

export type PlannedActionResult = {
  readonly strategy: string;
  readonly action: string;
  readonly do: Localised;
  /** `judgement`, `experiments/<id>`; `null` where the effect is not known. */
  readonly source: string | null;
  /** Customers for whom it is due. */
  readonly due: number;
  readonly chosen: number;
  readonly money: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly gain: PlanGain;
  /** Customers for whom it is due and not done, by why; `gain` is what is left behind. */
  readonly left: readonly {
    readonly reason: LeftReason;
    readonly customers: number;
    readonly gain: number;
  }[];
};

/** Hours that a department will be asked for. */
export type HoursForecast = {
  readonly department: string;
  /** Over the time of the plan. */
  readonly hours: number;
  /** The source whose rows take them; `contacts`: actions that people logged. */
  readonly from: string;
  /** From so many weeks of it. */
  readonly weeks: number;
  readonly method: ForecastMethod;
  /** Mean absolute error in hours a week over the weeks held out, and that of repeating the mean. */
  readonly mae: number;
  readonly meanMae: number;
  readonly heldOut: number;
};

/** One thing to do for one customer. */
export type PlanStep = {
  readonly customer: string;
  readonly strategy: string;
  readonly action: string;
  /** What it is worth less what it costs; `null` where that is not known. */
  readonly gain: number | null;
};

export type PlanResult = {
  readonly plan: string;
  readonly title: Localised;
  readonly run: string;
  /** ISO. */
  readonly asOf: string;
  /** Days. */
  readonly within: number;
  /** Customers for whom something is due and allowed. */
  readonly eligible: number;
  /** Customers for whom something is done. */
  readonly served: number;
  /** How many actions are done. */
  readonly done: number;
  readonly gain: PlanGain;
  /** No plan gains more than this one and so much. */
  readonly gap: number;
  readonly resources: readonly PlanResource[];
  readonly floors: readonly PlanFloorResult[];
  readonly actions: readonly PlannedActionResult[];
  /** Of departments with enough logged actions. */
  readonly demand: readonly HoursForecast[];
  /** The first of them: those that gain most. */
  readonly steps: readonly PlanStep[];
};
