/** What is to be done today for some customers: the first step of each, as their card says it. */
import {
  columnOfRef,
  consentColumn,
  idColumn,
  metricColumn,
  segmentationColumn,
  segmentColumn,
  unitColumn,
} from "../../domain/columns.ts";
import { contactFacts, noContacts, type ContactDay } from "../../domain/strategy/contacts.ts";
import { serve, type Step } from "../../domain/strategy/serving.ts";
import { inSegment } from "../../domain/strategy/serving-query.ts";
import { valueName } from "../../domain/values.ts";
import { consentsOf } from "../../language/model/model.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { asc, col, inList, or, select, text } from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { servedRow } from "../plan/served-row.ts";
import type { Base } from "../snapshot/open-base.ts";

export type DueSteps = {
  /** Due today or earlier: the earliest first, then the highest gain, then by id. */
  readonly due: readonly { readonly id: string; readonly step: Step }[];
  readonly overdue: number;
  readonly next: { readonly id: string; readonly step: Step } | null;
};

/**
 * The first step of each customer of a snapshot, those that are due by today. What was logged since the data end is done.
 *
 * @param own the snapshot with these customers only
 * @param whole the snapshot itself: contacts with others of a household count too
 * @param log contacts of the customers whose ids are given
 * @param today ISO, in the project's time zone
 */
export async function dueSteps(
  lane: Lane,
  { own, whole }: { readonly own: Base; readonly whole: Base },
  log: (ids: readonly string[]) => Promise<readonly ContactDay[]>,
  today: string,
  options: QueryOptions = {},
): Promise<DueSteps> {
  const { model, manifest } = own;
  const { service } = model;
  if (service === undefined || service.strategies.length === 0)
    return { due: [], overdue: 0, next: null };
  const rows = await lane.rows(
    select({
      columns: neededColumns(own, service),
      from: own.customers,
      where: or(...service.strategies.map((s) => inSegment(model, s.for))),
      orderBy: [asc(col(idColumn))],
    }),
    options,
  );
  const unit = service.cap?.unit ?? null;
  const ids = rows.map((row) => sureText(row[idColumn]));
  const { units, members } =
    unit === null
      ? { units: new Map<string, string>(), members: ids }
      : await membersOf(
          lane,
          whole,
          unit,
          rows.map((row) => sureText(row[unitColumn(unit)])),
          options,
        );
  const contacts = await log(members);
  const facts = contactFacts(contacts, today, service.cap?.days ?? 0);
  const inUnit = new Map<string, number>();
  for (const [id, fact] of facts) {
    const of = units.get(id) ?? id;
    inUnit.set(of, (inUnit.get(of) ?? 0) + fact.inWindow);
  }
  const done = new Set(
    contacts
      .filter(({ day }) => day >= manifest.asOf)
      .map(({ customer, strategy, action }) => `${customer} ${strategy} ${action}`),
  );
  const steps = rows.flatMap((row): { id: string; step: Step }[] => {
    const id = sureText(row[idColumn]);
    const count = inUnit.get(units.get(id) ?? id) ?? 0;
    const served = servedRow(row, model, manifest.asOf, facts.get(id) ?? noContacts, count);
    const serving = serve(service, served, manifest.asOf, (ref) => valueName(ref, model));
    const step = serving.steps.find((s) => !done.has(`${id} ${s.strategy} ${s.action}`));
    return step === undefined ? [] : [{ id, step }];
  });
  const byDay = steps.toSorted((a, b) => compareSteps(a.step, b.step));
  const due = byDay.filter(({ step }) => step.due !== null && step.due <= today);
  return {
    due,
    overdue: due.filter(({ step }) => step.due !== null && step.due < today).length,
    next: byDay.find(({ step }) => step.due === null || step.due > today) ?? null,
  };
}

/** By day, those without one last; then by gain. The sort is stable, so ids decide the rest. */
function compareSteps(a: Step, b: Step): number {
  const [one, other] = [a.due ?? "9999-12-31", b.due ?? "9999-12-31"];
  if (one !== other) return one < other ? -1 : 1;
  return (b.gain?.gain ?? -Infinity) - (a.gain?.gain ?? -Infinity) || 0;
}

/** What strategies read of a row: segments, consents, what rules name, what gains rest on. */
function neededColumns({ model, columns }: Base, service: ServiceModel): readonly string[] {
  const actions = service.strategies.flatMap((s) => s.actions);
  const rules = actions.flatMap(({ when, kpi }) => [
    ...(when === null ? [] : walkTyped(when.rule)),
    ...(kpi === null ? [] : walkTyped(kpi.value)),
  ]);
  const unit = service.cap?.unit ?? null;
  const needed = new Set([
    idColumn,
    ...(unit === null ? [] : [unitColumn(unit)]),
    ...consentsOf(model).map(consentColumn),
    ...model.segmentations.flatMap((s) =>
      s.assign === "first"
        ? [segmentationColumn(s.name)]
        : s.segments.map(({ id }) => segmentColumn(s.name, id)),
    ),
    ...rules.flatMap((node) => (node.kind === "name" ? (columnOfRef(node.ref) ?? []) : [])),
    ...actions.flatMap(({ effect }) => (effect === null ? [] : [metricColumn(effect.metric)])),
    ...(service.worth === null ? [] : [metricColumn(service.worth)]),
  ]);
  return [...needed].filter((column) => columns.has(column));
}

/** The units of some customers with all that are in them, whoever may see these. */
async function membersOf(
  lane: Lane,
  { customers: from }: Base,
  unit: string,
  wanted: readonly string[],
  options: QueryOptions,
): Promise<{ readonly units: ReadonlyMap<string, string>; readonly members: readonly string[] }> {
  if (wanted.length === 0) return { units: new Map(), members: [] };
  const column = unitColumn(unit);
  const rows = await lane.rows(
    select({
      columns: [idColumn, column],
      from,
      where: inList(
        col(column),
        [...new Set(wanted)].map((id) => text(id)),
      ),
    }),
    options,
  );
  const units = new Map(rows.map((row) => [sureText(row[idColumn]), sureText(row[column])]));
  return { units, members: [...units.keys()] };
}
