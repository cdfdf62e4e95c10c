/** Who may be in a file: consent and refusal are a hard filter of what is exported for a purpose. */
import { attributeColumn, consentColumn, idColumn } from "../../domain/columns.ts";
import { isPersonalised } from "../../domain/strategy/personalised.ts";
import { valuesOf, type ValueInfo } from "../../domain/values.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { consentsOf, type Model } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import { and, col, countAll, inList, not, select, text, type Scalar } from "../../query/index.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "./open-base.ts";

/** What a file is for: who did not agree to all of it, or wants no contact, is not in it. */
export type Purpose = {
  /** Consents of the model. */
  readonly consents: readonly string[];
  /** Ids of customers who refused contact. */
  readonly refused: readonly string[];
};

/** How many customers are not in a file, each counted once, by the first reason. */
export type Withheld = { readonly consent: number; readonly refused: number };

/** What a channel takes: its own consent, and to be chosen by what is known. `undefined` where nobody is asked for the channel. */
export function consentsFor(model: Model, channel: string): readonly string[] | undefined {
  const consents = consentsOf(model);
  const own = consents.find((name) => foldName(name) === foldName(channel));
  return own === undefined
    ? undefined
    : [own, ...consents.filter((name) => name !== own && isPersonalised(name))];
}

const agreed = ({ consents }: Purpose): Scalar =>
  and(...consents.map((name) => col(consentColumn(name))));

const hasRefused = ({ refused }: Purpose): readonly Scalar[] =>
  refused.length === 0
    ? []
    : [
        inList(
          col(idColumn),
          refused.map((id) => text(id)),
        ),
      ];

/** The rows of a run that a file may hold; `null`: all. */
export function allowedRows(
  consent: string | undefined,
  purpose: Purpose | undefined,
): Scalar | null {
  const conditions = [
    ...(consent === undefined ? [] : [col(consentColumn(consent))]),
    ...(purpose === undefined
      ? []
      : [agreed(purpose), ...hasRefused(purpose).map((refused) => not(refused))]),
  ];
  return conditions.length === 0 ? null : and(...conditions);
}

/** Counts whom a purpose leaves out. */
export async function withheldBy(
  lane: Lane,
  base: Base,
  purpose: Purpose,
  options: QueryOptions,
): Promise<Withheld> {
  const [refused] = hasRefused(purpose);
  const row = await lane.one(
    select({
      columns: {
        consent: countAll(not(agreed(purpose))),
        ...(refused === undefined ? {} : { refused: countAll(and(agreed(purpose), refused)) }),
      },
      from: base.customers,
    }),
    options,
  );
  return { consent: Number(row["consent"]), refused: Number(row["refused"] ?? 0) };
}

/**
 * The values of customers that a file holds. Without personal data none that are declared so, nor what they are called; under pseudonyms
 * neither ids in columns of their own, of the customer, the account above or a group, nor who looks after them.
 */
export function exportedValues(
  model: Model,
  { personal, pseudonyms }: { readonly personal: boolean; readonly pseudonyms: boolean },
): readonly ValueInfo[] {
  const { customers } = model;
  const keys =
    customers === null
      ? []
      : [customers.key, customers.parent, ...customers.groups.map((g) => g.key)];
  const telling = new Set(
    [
      ...keys.flatMap((key) => (key === null ? [] : columnsIn(key))),
      customers?.label,
      customers?.owner,
      ...(customers?.aliases ?? []),
    ].flatMap((name) => (typeof name === "string" ? attributeColumn(name) : [])),
  );
  const names = new Set(
    [customers?.label ?? "", ...(customers?.aliases ?? [])].map((name) => attributeColumn(name)),
  );
  return valuesOf(model).filter(
    (v) =>
      (personal || (v.pii === null && !names.has(v.column))) &&
      !(pseudonyms && telling.has(v.column)),
  );
}

const columnsIn = (key: Typed): readonly string[] =>
  walkTyped(key).flatMap((node) =>
    node.kind === "name" && node.ref.kind === "column" ? node.ref.column : [],
  );
