/** What a CRM is told of a customer: segments, and what to do next. */
import { createHash } from "node:crypto";
import {
  columnOfRef,
  consentColumn,
  idColumn,
  segmentationColumn,
  segmentColumn,
  unitColumn,
} from "../../domain/columns.ts";
import { contactFacts, noContacts, type ContactDay } from "../../domain/strategy/contacts.ts";
import { serve } from "../../domain/strategy/serving.ts";
import { valueName } from "../../domain/values.ts";
import { textFor } from "../../language/config/text.ts";
import { consentsOf, type Model } from "../../language/model/model.ts";
import { and, asc, col, gt, select, text, type Scalar } from "../../query/index.ts";
import { plain, sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";

export type CustomerEvent = {
  /** The id, or its pseudonym. */
  readonly customer: string;
  /** Segments by segmentation; `null`: the customer is not in the run any more, or took the consent back. */
  readonly segments: Readonly<Record<string, readonly string[]>> | null;
  readonly next_action: {
    readonly strategy: string;
    readonly action: string;
    readonly do: string;
    readonly channel: string | null;
    readonly owner: string | null;
    readonly due: string | null;
  } | null;
};

export type EventsInput = {
  readonly contacts: readonly ContactDay[];
  /** The day in the project's time zone, ISO. */
  readonly today: string;
  /** Only customers who agreed to this, of the model's consents. */
  readonly consent?: string;
  /** Only these are told of; all where it is left out. */
  readonly segmentations?: readonly string[];
  readonly calledBy?: (id: string) => string;
};

/** Customers that are read at once. */
const pageRows = 5000;

/** What there is to tell of every customer of a run, in the order of ids, a page at a time. */
export async function* eventsOf(
  lane: Lane,
  base: Base,
  input: EventsInput,
  options: QueryOptions,
): AsyncGenerator<readonly CustomerEvent[]> {
  const { service } = base.model;
  const unit = service?.cap?.unit ?? null;
  const facts = contactFacts(input.contacts, input.today, service?.cap?.days ?? 0);
  const inUnits =
    unit === null ? new Map<string, number>() : await unitsOf(lane, base, unit, facts, options);
  let after: string | null = null;
  for (;;) {
    const conditions: readonly Scalar[] = [
      ...(after === null ? [] : [gt(col(idColumn), text(after))]),
      ...(input.consent === undefined ? [] : [col(consentColumn(input.consent))]),
    ];
    const rows: readonly Row[] = await lane.rows(
      select({
        from: base.customers,
        where: conditions.length === 0 ? null : and(...conditions),
        orderBy: [asc(col(idColumn))],
        limit: pageRows,
      }),
      options,
    );
    if (rows.length === 0) return;
    yield rows.map((row) => {
      const id = sureText(row[idColumn]);
      const own = facts.get(id) ?? noContacts;
      const of = unit === null ? undefined : textOf(row[unitColumn(unit)]);
      const inWindow = of === undefined || of === null ? own.inWindow : (inUnits.get(of) ?? 0);
      return eventOf(base, row, id, { ...own, inUnit: inWindow }, input);
    });
    after = sureText(rows.at(-1)?.[idColumn]);
  }
}

async function unitsOf(
  lane: Lane,
  base: Base,
  unit: string,
  facts: ReadonlyMap<string, { readonly inWindow: number }>,
  options: QueryOptions,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const rows = await lane.rows(
    select({ columns: { id: col(idColumn), unit: col(unitColumn(unit)) }, from: base.customers }),
    options,
  );
  for (const row of rows) {
    const inWindow = facts.get(sureText(row["id"]))?.inWindow ?? 0;
    const of = sureText(row["unit"]);
    if (inWindow > 0) counts.set(of, (counts.get(of) ?? 0) + inWindow);
  }
  return counts;
}

function eventOf(
  { model, manifest }: Base,
  row: Row,
  id: string,
  facts: Parameters<typeof serve>[1]["contacts"] & { readonly inUnit: number },
  { calledBy = (same) => same, segmentations }: EventsInput,
): CustomerEvent {
  const every = segmentsIn(model, row);
  const segments =
    segmentations === undefined
      ? every
      : Object.fromEntries(segmentations.map((name) => [name, every[name] ?? []]));
  const { service } = model;
  const customer = calledBy(id);
  if (service === undefined) return { customer, segments, next_action: null };
  const { inUnit, ...contacts } = facts;
  const serving = serve(
    service,
    {
      segments: every,
      consent: Object.fromEntries(
        consentsOf(model).map((name) => [name, row[consentColumn(name)] === true]),
      ),
      valueOf: (ref) => {
        const column = columnOfRef(ref);
        return column === undefined ? manifest.asOf : plain(row[column]);
      },
      column: (name) => plain(row[name]),
      contacts,
      inWindow: inUnit,
    },
    manifest.asOf,
    (ref) => valueName(ref, model),
  );
  const [step] = serving.steps;
  return {
    customer,
    segments,
    next_action:
      step === undefined
        ? null
        : {
            strategy: step.strategy,
            action: step.action,
            do: textFor(step.do, model.locale),
            channel: step.channel,
            owner: step.owner,
            due: step.due,
          },
  };
}

const segmentsIn = (model: Model, row: Row): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    model.segmentations.map((s) => {
      if (s.assign === "all")
        return [
          s.name,
          s.segments.filter((x) => row[segmentColumn(s.name, x.id)] === true).map((x) => x.id),
        ];
      const segment = row[segmentationColumn(s.name)];
      return [s.name, typeof segment === "string" ? [segment] : []];
    }),
  );

/** Names what was told of a customer: the same digest, nothing new. */
export const digestOfEvent = ({ segments, next_action }: CustomerEvent): string =>
  createHash("sha256")
    .update(JSON.stringify([segments, next_action]))
    .digest("hex")
    .slice(0, 32);
