/** Who gets what, for all customers at once: the same as `serve` says of one whom nobody has contacted yet. */
import { consentsOf, type Model } from "../../language/model/model.ts";
import { foldName } from "../../language/model/fold-name.ts";
import type {
  ActionModel,
  ServiceModel,
  StrategyModel,
} from "../../language/model/strategy-model.ts";
import { neverContacted } from "../../language/model/strategy-scope.ts";
import {
  and,
  bool,
  cases,
  coalesce,
  col,
  eq,
  int,
  isNotNull,
  or,
  text,
  type Scalar,
} from "../../query/index.ts";
import { consentColumn, segmentationColumn, segmentColumn } from "../columns.ts";
import { customerNames, toScalar, type Names } from "../to-scalar.ts";
import { isPersonalised } from "./personalised.ts";

/** Whether a customer is in a segment, or in any of the segmentation where `segment` is null; never NULL. */
export function inSegment(
  { segmentations }: Pick<Model, "segmentations">,
  { segmentation, segment }: StrategyModel["for"],
): Scalar {
  const found = segmentations.find((s) => s.name === segmentation);
  if (found?.assign === "all") {
    const ids = segment === null ? found.segments.map((s) => s.id) : [segment];
    return or(...ids.map((id) => coalesce(col(segmentColumn(segmentation, id)), bool(false))));
  }
  const own = col(segmentationColumn(segmentation));
  return segment === null ? isNotNull(own) : coalesce(eq(own, text(segment)), bool(false));
}

/** Names of a customer whom nobody has contacted. */
const uncontacted =
  (asOf: string): Names =>
  (ref) =>
    ref.kind === "since-contact" ? int(neverContacted) : customerNames(asOf)(ref);

/** Whether an action is due for a customer whom nobody has contacted; never NULL. @param asOf ISO */
export function isDue(
  model: Pick<Model, "segmentations">,
  strategy: StrategyModel,
  { when }: ActionModel,
  asOf: string,
): Scalar {
  const applies = inSegment(model, strategy.for);
  return when === null
    ? applies
    : and(applies, coalesce(toScalar(when.rule, uncontacted(asOf)), bool(false)));
}

/** Whether a customer agreed to a channel, or was never asked about it; never NULL. */
function agreedBy(model: Model): (channel: string) => Scalar {
  const consents = new Map(consentsOf(model).map((name) => [foldName(name), name]));
  return (channel) => {
    const consent = consents.get(foldName(channel));
    return consent === undefined ? bool(true) : col(consentColumn(consent));
  };
}

/** Whether a customer agreed to any channel of a strategy, whoever wins; one that names none is not bound. Never NULL. */
export function agreesTo(model: Model, { channel: { prefer } }: StrategyModel): Scalar {
  const agreed = agreedBy(model);
  return prefer.length === 0 ? bool(true) : or(...prefer.map(agreed));
}

/**
 * Whether a strategy may reach a customer: consent, to be served by what is known of them too, and what the strategy that wins
 * avoids, are hard filters. A strategy that names no channel is bound by the first alone. Never NULL.
 */
export function mayReach(model: Model, service: ServiceModel, strategy: StrategyModel): Scalar {
  const personalised = consentsOf(model).filter(isPersonalised);
  const reached = byChannel(model, service, strategy);
  return and(...personalised.map((name) => col(consentColumn(name))), reached);
}

function byChannel(model: Model, service: ServiceModel, strategy: StrategyModel): Scalar {
  const { prefer } = strategy.channel;
  if (prefer.length === 0) return bool(true);
  const agreed = agreedBy(model);
  const without = (winner: StrategyModel): Scalar => {
    const avoid = new Set(winner.channel.avoid.map(foldName));
    return or(...prefer.filter((c) => !avoid.has(foldName(c))).map(agreed));
  };
  // Strategies stand in the order in which they win, so the first that applies decides.
  return cases(
    service.strategies.map((winner) => [inSegment(model, winner.for), without(winner)]),
    or(...prefer.map(agreed)),
  );
}
