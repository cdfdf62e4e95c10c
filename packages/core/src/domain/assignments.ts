/** The customers table of a run as one query: base columns, then metrics and segmentations level by level. */
import { as, select, star, type Query, type Relation } from "../query/index.ts";
import { nodeKeys } from "../language/model/keys.ts";
import type { Model } from "../language/model/model.ts";
import { metricColumn, rhythmOfAllColumn } from "./columns.ts";
import { rhythmOfBuyers } from "./metrics/rhythm-value.ts";
import { needHeld } from "./segmentation/held-nodes.ts";
import { fitColumnNames, type FittedNodes } from "./fit.ts";
import { fitOf, withFit } from "./fits.ts";
import type { Added, KindContext, KindPlan } from "./segmentation/kind.ts";
import { planOf } from "./segmentation/registry.ts";
import { customerNames, toScalar } from "./to-scalar.ts";
import { besideMembers, presentOf, unitRows } from "./units/unit-levels.ts";
import { nodesOfUnit, unitsOf } from "./units/unit-requests.ts";

/**
 * Adds the columns of metrics and segmentations to a table of customers.
 *
 * @param base one row a customer with `a_…`, `b_…` and `g_…` columns
 * @param only which segmentations; default all
 * @param present columns that `base` has already: those are taken as they are, unless they rest on tiers that are held
 * @param held segmentations whose assignments of the prior are in `base`, as `priorColumn`s
 * @param fitted what was learned, for every fit of the model
 * @param heldOn the day on which it is asked how long a lower tier has stood; default `asOf`
 * @returns all columns of `base` and the added ones
 */
export function assignments(
  base: Relation,
  model: Model,
  asOf: string,
  only?: ReadonlySet<string>,
  present: ReadonlySet<string> = new Set(),
  held: ReadonlySet<string> = new Set(),
  fitted: FittedNodes = new Map(),
  heldOn: string = asOf,
): Query {
  const keys = nodeKeys(model);
  const context = { asOf, keys, held, fitted, heldOn };
  const needed = only === undefined ? undefined : withNeeds(model, only);
  let query: Query = select({ from: base });
  for (const unit of unitsOf(model)) {
    const nodes = nodesOfUnit(model, unit, needed);
    if (nodes.length === 0) continue;
    const units = unitsWithNodes(base, model, unit, nodes, context, present);
    query = besideMembers(query, units.query, unit, units.added, present);
  }
  const own = model.order.filter(
    ({ name }) =>
      (needed === undefined || needed.has(name)) &&
      (model.segmentations.find((s) => s.name === name)?.unit ?? null) === null,
  );
  return withNodes(query, model, own, context, present).query;
}

/**
 * One row a unit with the columns of nodes: what a fit of a unit's segmentation reads.
 *
 * @param only segmentations of the unit, or metrics, whose columns are added, with all that they need
 */
export function assignmentsOfUnit(
  base: Relation,
  model: Model,
  unit: string,
  only: ReadonlySet<string>,
  context: Omit<KindContext, "keys">,
  present: ReadonlySet<string>,
): Query {
  const needed = withNeeds(model, only);
  const nodes = model.order.filter(({ name }) => needed.has(name));
  const all = { ...context, keys: nodeKeys(model) };
  return unitsWithNodes(base, model, unit, nodes, all, present).query;
}

function unitsWithNodes(
  base: Relation,
  model: Model,
  unit: string,
  nodes: Model["order"],
  context: KindContext,
  present: ReadonlySet<string>,
): Computed {
  const rows = unitRows(base, model, unit, { present, held: context.held });
  return withNodes(rows, model, nodes, context, presentOf(model, unit, present));
}

type Computed = { readonly query: Query; readonly added: readonly string[] };

/** Adds the columns of nodes, level by level. */
function withNodes(
  from: Query,
  model: Model,
  nodes: Model["order"],
  context: KindContext,
  present: ReadonlySet<string>,
): Computed {
  const have = new Set(present);
  const computed = new Set<string>();
  const restOnHeld = needHeld(model);
  let query = from;
  if (model.rhythm === true && !have.has(rhythmOfAllColumn)) {
    have.add(rhythmOfAllColumn);
    computed.add(rhythmOfAllColumn);
    query = select({ columns: [star(), as(rhythmOfAllColumn, rhythmOfBuyers)], from: query });
  }
  for (const { kind, name } of nodes) {
    const fit = fitOf(model, name, context);
    const learned = fit === undefined ? undefined : context.fitted.get(fit.name);
    if (fit !== undefined && learned !== undefined) {
      query = withFit(query, fit, learned, have);
      for (const column of fitColumnNames(fit, learned.parameters)) {
        if (!have.has(column)) computed.add(column);
        have.add(column);
      }
    }
    const { levels, temporary = [] } =
      kind === "metric"
        ? { levels: [metricLevel(model, name, context.asOf)] }
        : segmentationPlan(model, name, context);
    for (const level of levels) {
      const anew = restOnHeld.has(name)
        ? level.map((c) => c.name).filter((c) => present.has(c) && !computed.has(c))
        : [];
      const added = level.filter((c) => !have.has(c.name) || anew.includes(c.name));
      if (added.length === 0) continue;
      for (const column of added) {
        have.add(column.name);
        computed.add(column.name);
      }
      query = select({
        columns: [
          star(null, level === levels.at(-1) ? [...anew, ...temporary] : anew),
          ...added.map((c) => as(c.name, c.value)),
        ],
        from: query,
      });
    }
    for (const column of temporary) computed.delete(column);
  }
  return { query, added: [...computed] };
}

function metricLevel(model: Model, name: string, asOf: string): readonly Added[] {
  const metric = model.metrics.find((m) => m.name === name);
  if (metric === undefined) throw new Error(`unreachable: metric ${name} is in the order`);
  return [{ name: metricColumn(name), value: toScalar(metric.value, customerNames(asOf)) }];
}

function segmentationPlan(model: Model, name: string, context: KindContext): KindPlan {
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation === undefined)
    throw new Error(`unreachable: segmentation ${name} is in the order`);
  return planOf(segmentation, context);
}

/** The nodes and all that they need. */
export function withNeeds(model: Model, only: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const need of model.needs[name] ?? []) add(need);
  };
  for (const name of only) add(name);
  return found;
}
