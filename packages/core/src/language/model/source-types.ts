/** Where rows come from, and what each column of them is to the model. */
import type { Pii } from "../../pii.ts";
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { Typed, ValueType } from "./typed.ts";

export type FileFormat = "csv" | "tsv" | "jsonl" | "parquet" | "xlsx" | "sqlite" | "postgres";

/**
 * Where a table's rows are. `from` is as the user wrote it, environment read, relative to the project; may be a glob. Of
 * PostgreSQL it stays as it is written: what the environment holds may be a secret.
 */
export type TableModel = {
  readonly name: string;
  readonly from: string;
  readonly format: FileFormat;
  /** The table of a database, the sheet of a workbook; `null` for the first sheet and where there are no parts. */
  readonly part?: string | null;
  /** Where `from` stands, for problems about the data. */
  readonly place: Place;
  /** Rows that are kept; a row for which it is unknown is dropped. */
  readonly where: Typed | null;
  /** Columns that an expression names, by name. */
  readonly columns: readonly string[];
  /** Columns that are read as text whatever they look like: keys. */
  readonly textColumns: readonly string[];
};

/** A table that others are read with: rates of currencies, known duplicates. */
export type SideTableModel = Omit<TableModel, "where" | "columns">;

/** Rates of currencies: units of the project's currency for one unit. Without dates they hold for all time. */
export type RatesModel = SideTableModel & {
  readonly currency: string;
  readonly rate: string;
  readonly date: string | null;
};

/** Known duplicates: what an alias has counts for the customer, who may be an alias of another. */
export type IdentitiesModel = SideTableModel & {
  readonly alias: Typed;
  readonly customer: Typed;
};

export type AttributeModel = {
  readonly name: string;
  readonly type: Exclude<ValueType, "duration" | "null">;
  readonly title: Localised;
  readonly pii: Pii | null;
  readonly sensitive: boolean;
  /** What it tells of a customer, where that is declared. */
  readonly dimension?: Dimension;
  /** What its numbers are counted in, where that is declared. */
  readonly unit?: "money" | "days" | "share";
};

export type Dimension = "demographic" | "geographic" | "psychographic" | "behavioural" | "needs";

export type CustomersModel = TableModel & {
  readonly key: Typed;
  readonly label: string | null;
  readonly aliases: readonly string[];
  readonly owner: string | null;
  /** The columns of the first day of a row and of the day on which it ends; `null`: one row a customer. */
  readonly valid: { readonly from: string; readonly until: string } | null;
  /** The attribute that says since when somebody is a customer. */
  readonly since?: string;
  /** The account above in a tree; `null` without one. */
  readonly parent: Typed | null;
  /** Groups that customers are in, such as households. */
  readonly groups: readonly { readonly name: string; readonly key: Typed }[];
  /** What customers agreed to; unknown means no. */
  readonly consent: readonly { readonly name: string; readonly when: Typed }[];
  /** Columns that are carried into the snapshot, key not included. */
  readonly attributes: readonly AttributeModel[];
};

export type TransactionsModel = TableModel & {
  readonly customer: Typed;
  /** `null`: each row is an order. */
  readonly order: Typed | null;
  readonly time: Typed;
  /** How `time` is written where it is text, in strptime's notation. */
  readonly timeFormat: string | null;
  readonly amount: Typed;
  /** The code of the currency of `amount`; `null` where all are in the project's. */
  readonly currency: Typed | null;
  /** What a row earns, in the project's currency; its `amount` is the net amount. */
  readonly margin: Typed | null;
  /** Refund rows: which they are, and the order that they belong to where that is named. */
  readonly refund: { readonly when: Typed; readonly of: Typed | null } | null;
};

/** A table of rows about customers, besides transactions; its name is the user's. */
type OtherModel = TableModel & {
  readonly customer: Typed;
  /** When it happened; of a span, when it began. */
  readonly time: Typed;
  /** How `time` is written where it is text, in strptime's notation. */
  readonly timeFormat: string | null;
};

/** Things that happened. */
export type EventsModel = OtherModel & { readonly kind: "events" };

/** Contracts, products held: an aggregate sees those that are open on the as-of date. */
export type SpansModel = OtherModel & {
  readonly kind: "spans";
  /** NULL while it is open. */
  readonly end: Typed;
  readonly endFormat: string | null;
};

/** Answers to surveys: the latest one within a year is a metric of the customer. */
export type ScoresModel = OtherModel & {
  readonly kind: "scores";
  /** The column with the answer. */
  readonly score: string;
  /** The lowest and the highest answer that there can be. */
  readonly scale: readonly [number, number];
  /** The answer. */
  readonly joined: readonly AttributeModel[];
};

/** States at dates: the latest row not after the as-of date holds. */
export type LevelsModel = OtherModel & {
  readonly kind: "levels";
  /** Columns that are values of the customer. */
  readonly joined: readonly AttributeModel[];
};

/** Rows about industries, regions and the like: the one that matches what a customer is holds for the customer. */
export type FactorsModel = TableModel & {
  readonly kind: "factors";
  /** Pairs of an attribute of customers and the column that is equal to it. */
  readonly match: readonly {
    readonly attribute: string;
    readonly column: string;
    readonly type: AttributeModel["type"];
  }[];
  /** Columns that are values of the customer. */
  readonly joined: readonly AttributeModel[];
};

export type OtherSourceModel = EventsModel | SpansModel | ScoresModel | LevelsModel;

/** Days on which nobody can buy: they do not count in recency. */
export type CalendarModel = Pick<TableModel, "name" | "from" | "format" | "part" | "place"> & {
  /** The column with the days. */
  readonly column: string;
};
