/** How a customer is served: whose strategy wins, what is due now, what comes first, and why the rest is not proposed. */
import type { Localised } from "../../language/config/text.ts";
import { foldName } from "../../language/model/fold-name.ts";
import {
  precedenceOf,
  type ActionModel,
  type Objective,
  type Offer,
  type ServiceModel,
  type StrategyModel,
} from "../../language/model/strategy-model.ts";
import { neverContacted } from "../../language/model/strategy-scope.ts";
import { metricColumn } from "../columns.ts";
import type { Clause } from "../explain/clause.ts";
import { clausesOf, type MetricName } from "../explain/clauses.ts";
import { evaluate, type Value, type ValueOf } from "../explain/evaluate.ts";
import type { ContactFacts } from "./contacts.ts";
import { unitWorth } from "./effect-worth.ts";
import { gainOf, gainOfMore, type Gain } from "./gain.ts";
import { isPersonalised } from "./personalised.ts";

/** A strategy that applies to a customer. */
export type ServedBy = {
  readonly strategy: string;
  readonly title: Localised;
  /** The segment that the customer is in. */
  readonly for: { readonly segmentation: string; readonly segment: string };
  readonly objective: Objective;
  readonly owners: { readonly lead: string; readonly with: readonly string[] } | null;
  readonly offer: Offer;
  readonly channel: StrategyModel["channel"];
  readonly service: StrategyModel["service"];
  /** Days. */
  readonly contactEvery: number | null;
  /** From 0: the rank of its segmentation in `precedence`. */
  readonly precedence: number;
};

/** Something to do for a customer. */
export type Step = {
  readonly strategy: string;
  readonly action: string;
  readonly do: Localised;
  readonly talkTrack: Localised | null;
  /** The first preferred channel that may be used; `null` where the strategy names none. */
  readonly channel: string | null;
  readonly owner: string | null;
  /** The day by which, ISO. */
  readonly due: string | null;
  readonly cost: ActionModel["cost"];
  readonly gain: Gain | null;
  readonly kpi: { readonly name: string; readonly value: Value } | null;
  /** Why it is due: the clauses of its rule; empty where it is for everybody. */
  readonly because: readonly Clause[];
};

/** Why an action is not proposed. */
export type Withheld = Pick<Step, "strategy" | "action" | "do"> & {
  readonly reason:
    | { readonly kind: "rule"; readonly clauses: readonly Clause[] }
    /** Preferred channels, none of which may be used: refused by the customer, or avoided by the strategy that wins. */
    | {
        readonly kind: "channels";
        readonly refused: readonly string[];
        readonly avoided: readonly string[];
      }
    | {
        readonly kind: "cap";
        readonly contacts: number;
        readonly atMost: number;
        readonly days: number;
        readonly unit: string | null;
      }
    /** The customer wants no contact at all. */
    | { readonly kind: "refused" }
    /** The customer did not agree to be served by what is known of them. */
    | { readonly kind: "not-personalised" };
};

export type Serving = {
  /** The first wins. */
  readonly strategies: readonly ServedBy[];
  /** The next best action first. */
  readonly steps: readonly Step[];
  readonly withheld: readonly Withheld[];
  /** Days since the last logged contact; `null` where there is none. */
  readonly sinceContact: number | null;
  /** Whether the customer wants no contact at all. */
  readonly refused: boolean;
};

/** What is known of a customer who is to be served. */
export type Served = {
  /** Segments by segmentation. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  /** What the customer agreed to, by name. */
  readonly consent: Readonly<Record<string, boolean>>;
  readonly valueOf: ValueOf;
  /** A column of the snapshot. */
  readonly column: (name: string) => Value;
  readonly contacts: ContactFacts;
  /** Contacts of all members of the cap's unit; the customer's own where it has none. */
  readonly inWindow: number;
};

/**
 * Who gets what and why. Every strategy that applies proposes its actions; the first one's channels to avoid hold for all.
 * Actions with a known gain that is not negative come first, the highest before the others; then those whose gain is unknown,
 * in the order of their strategies (precedence, objective, name) and files; then those that cost more than they bring.
 *
 * @param asOf the day of the data, ISO: `due` counts from its end
 */
export function serve(
  service: ServiceModel,
  customer: Served,
  asOf: string,
  nameOf: MetricName,
): Serving {
  const strategies = service.strategies.flatMap((s) => servedBy(service, s, customer) ?? []);
  const winner = strategies[0];
  const valueOf: ValueOf = (ref) =>
    ref.kind === "since-contact"
      ? (customer.contacts.sinceDays ?? neverContacted)
      : customer.valueOf(ref);
  const steps: Step[] = [];
  const withheld: Withheld[] = [];
  for (const { strategy: name } of strategies) {
    const strategy = service.strategies.find((s) => s.name === name);
    if (strategy === undefined) throw new Error(`unreachable: ${name} applies but is not there`);
    const channels = channelsOf(strategy, winner, customer.consent);
    for (const action of strategy.actions) {
      const { when } = action;
      const because = when === null ? [] : clausesOf(when.rule, when.text, valueOf, nameOf);
      const own = { strategy: name, action: action.id, do: action.do };
      const reason =
        when !== null && evaluate(when.rule, valueOf) !== true
          ? ({ kind: "rule", clauses: because } as const)
          : contactReason(service, channels, customer);
      if (reason !== undefined) withheld.push({ ...own, reason });
      else
        steps.push({
          ...own,
          talkTrack: action.talkTrack,
          channel: channels.use,
          owner: strategy.owners?.lead ?? null,
          due: action.dueHours === null ? null : dayAfter(asOf, Math.ceil(action.dueHours / 24)),
          cost: action.cost,
          gain: gainFor(action, customer),
          kpi:
            action.kpi === null
              ? null
              : { name: action.kpi.text, value: evaluate(action.kpi.value, valueOf) },
          because,
        });
    }
  }
  return {
    strategies,
    steps: inOrder(steps),
    withheld,
    sinceContact: customer.contacts.sinceDays,
    refused: customer.contacts.refused,
  };
}

function servedBy(
  service: ServiceModel,
  strategy: StrategyModel,
  { segments }: Served,
): ServedBy | undefined {
  const { segmentation, segment } = strategy.for;
  const own = segments[segmentation] ?? [];
  const found = segment === null ? own[0] : own.find((id) => id === segment);
  if (found === undefined) return undefined;
  const { name, title, objective, owners, offer, channel, service: level, contactEvery } = strategy;
  return {
    strategy: name,
    title,
    for: { segmentation, segment: found },
    objective,
    owners,
    offer,
    channel,
    service: level,
    contactEvery,
    precedence: precedenceOf(service, strategy),
  };
}

type Channels = {
  /** The channel to use; `null` where the strategy names none. */
  readonly use: string | null;
  readonly refused: readonly string[];
  readonly avoided: readonly string[];
  readonly none: boolean;
};

/** The channels of a strategy for a customer: consent is a hard filter, and so is what the winner avoids. */
function channelsOf(
  { channel: { prefer } }: StrategyModel,
  winner: ServedBy | undefined,
  consent: Served["consent"],
): Channels {
  const agreed = new Map(Object.entries(consent).map(([name, yes]) => [foldName(name), yes]));
  const avoid = new Set((winner?.channel.avoid ?? []).map(foldName));
  const refused = prefer.filter((c) => agreed.get(foldName(c)) === false);
  const avoided = prefer.filter((c) => avoid.has(foldName(c)) && !refused.includes(c));
  const allowed = prefer.filter((c) => !refused.includes(c) && !avoided.includes(c));
  const none = prefer.length > 0 && allowed.length === 0;
  return { use: allowed[0] ?? null, refused, avoided, none };
}

/** Why the customer may not be contacted; `undefined` where they may. */
function contactReason(
  { cap }: ServiceModel,
  { none, refused, avoided }: Channels,
  { contacts, consent, inWindow }: Served,
): Withheld["reason"] | undefined {
  if (contacts.refused) return { kind: "refused" };
  if (Object.entries(consent).some(([name, agreed]) => !agreed && isPersonalised(name)))
    return { kind: "not-personalised" };
  if (none) return { kind: "channels", refused, avoided };
  if (cap !== null && inWindow >= cap.contacts) {
    const { contacts: atMost, days, unit } = cap;
    return { kind: "cap", contacts: inWindow, atMost, days, unit };
  }
  return undefined;
}

function gainFor(action: ActionModel, { column }: Served): Gain | null {
  if (action.effect === null) return null;
  const number = (name: string): number | null => {
    const value = column(name);
    return typeof value === "number" ? value : null;
  };
  const { effect, cost } = action;
  const { basis } = effect;
  if (basis.kind !== "chance")
    return gainOfMore(
      effect,
      cost.money,
      unitWorth(effect, (name) => number(name) ?? Number.NaN),
    );
  if (basis.clv === null) return null;
  return gainOf(
    effect,
    cost.money,
    number(metricColumn(effect.metric)),
    number(metricColumn(basis.clv)),
  );
}

/** Stable: steps of one class and gain stay as they are. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const classOf = ({ gain }: Step): number => (gain === null ? 1 : gain.gain >= 0 ? 0 : 2);
  return steps.toSorted(
    (a, b) => classOf(a) - classOf(b) || (b.gain?.gain ?? 0) - (a.gain?.gain ?? 0),
  );
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
