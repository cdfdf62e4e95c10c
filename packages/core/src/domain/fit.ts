/**
 * A fit: what a metric or a segmentation must learn from many customers before each can be given a value. It reads numbers,
 * learns parameters from them in TypeScript, and its parameters, or a table that they give, come into the query of the run.
 */
import type { Query, Relation, Scalar } from "../query/index.ts";
import type { Place, Problem } from "../problem.ts";
import type { Result } from "../result.ts";
import type { Cells } from "../stats/hamerly.ts";
import type { ModelCard } from "./model-card.ts";

/** What JSON can say: parameters are kept in the manifest and passed to another thread. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Columns of numbers, all as long; NULL is NaN. */
export type Numbers = { readonly [column: string]: Float64Array };

/** A column that is added to the customers table. */
export type Added = { readonly name: string; readonly value: Scalar };

/** What a learner needs besides rows. */
export type FitContext = {
  readonly options: Json;
  /** For what is drawn at random; the same seed draws the same. */
  readonly seed: number;
  /** What `asks` found, where the fit asks. */
  readonly asked?: Json;
  /** What the published run learned under the same name; `null` where there is none or it was another kind of thing. */
  readonly prior: Json;
  /** Where problems of the fit are placed. */
  readonly place: Place;
  /** @param done share of the work, in [0, 1] */
  readonly progress: (done: number) => void;
};

export type Learned = {
  readonly parameters: Json;
  readonly card: ModelCard;
};

/** The arithmetic of a fit, without engine and disk: it may run in a thread of its own. Same rows, same answer, bit for bit. */
export type Learner = {
  /** The name under which `learners` lists it. */
  readonly name: string;
  /** Errors where nothing can be learned and nothing stands in. */
  readonly learn: (rows: Numbers, context: FitContext) => Result<Learned, Problem>;
  /** What the parameters say of each row of a side table: columns as long as the rows. */
  readonly apply?: (parameters: Json, rows: Numbers, options: Json) => Numbers;
  /** Makes what a sample taught fit all customers, where they fit in memory: what the rounds of a `Polish` come to. */
  readonly polish?: (cells: Cells, learned: Learned, context: PolishContext) => Polished;
  /** Where rows belong by parameters that are known. */
  readonly label?: (cells: Cells, parameters: Json) => Labels;
};

export type PolishContext = Pick<FitContext, "options" | "progress"> & {
  /** Whether what was learned stays as it is and customers are only counted anew. */
  readonly still: boolean;
};

/** Where each row of the cells belongs, as the learner counts its groups: an array a block. */
export type Labels = readonly Uint16Array<ArrayBuffer>[];

export type Polished = { readonly learned: Learned; readonly labels: Labels };

/** Makes what a sample taught fit all customers: at once in memory, or in rounds that each read sums by what was learned. */
export type Polish = {
  /**
   * Doubles of each customer, in any order, for the learner's `polish` and `label`; `null` where there is nothing to polish.
   *
   * @param row whether a first column names the row, as `rowColumn` of the customers does
   */
  readonly whole: (customers: Relation, parameters: Json, row: boolean) => Query | null;
  /** The whole number that stands for a value of each column of `whole`; NaN where a customer without it takes no part. */
  readonly places: (parameters: Json) => readonly ((value: number) => number)[];
  /** What the rounds read of each customer; made once. */
  readonly prepares: (customers: Relation, parameters: Json) => Query;
  /** One round: a few numeric rows in a total order, of sums that no number of threads changes. */
  readonly reads: (prepared: Relation, parameters: Json) => Query;
  /** @param round from 0 */
  readonly next: (
    learned: Learned,
    rows: Numbers,
    round: number,
  ) => { readonly learned: Learned; readonly done: boolean };
};

export type Fit = {
  /** Its name in `cards`: that of the segmentation, or of the first metric that names the model. */
  readonly name: string;
  /** Names its definition and those of what it reads; part of the names of its columns. */
  readonly key: string;
  readonly place: Place;
  /** Metrics and segmentations whose columns it reads, besides base columns. */
  readonly needs: readonly string[];
  /** A few rows of any type that `reads` and the learner go by, such as which categories there are; in a total order. */
  readonly asks?: (customers: Relation) => Query;
  /** The rows that are learned from: numeric, bounded, in a total order. @param asked rows of `asks`, or `null` */
  readonly reads: (customers: Relation, asked: Json) => Query;
  readonly learner: Learner;
  readonly options: Json;
  /** The table that `apply` makes: its keys for a customer, the distinct keys as a query, and the columns that it adds. */
  readonly side?: {
    readonly keys: readonly Added[];
    readonly reads: (customers: Relation) => Query;
    readonly columns: readonly string[];
  };
  /** What makes parameters that a sample taught fit all customers. */
  readonly polish?: Polish;
  /** The column that holds labels beside customers: the query of a run then asks for no distances. */
  readonly labels?: string;
  /** Warnings that its card gives cause for: a fit that was refused and what stands in for it. */
  readonly problems?: (card: ModelCard) => readonly Problem[];
  /** Columns that the parameters give, level by level, each from the columns before it. */
  readonly levels?: (parameters: Json) => readonly (readonly Added[])[];
};

/** What was learned, and the side table where there is one and its columns are not in the base already. */
export type Fitted = {
  /** Names definition, data, day, seed and code: the same key, on the same prior, gives the same parameters. */
  readonly key: string;
  readonly parameters: Json;
  readonly card: ModelCard;
  readonly table: Relation | null;
  /** Rows of customers, as `rowColumn` names them, with the column of labels; none where nobody was labelled. */
  readonly labels?: { readonly table: Relation; readonly column: string };
};

/** What was learned, by the fit's name. */
export type FittedNodes = ReadonlyMap<string, Fitted>;

/** The columns that a fit adds to the customers table. */
export const fitColumnNames = (fit: Fit, parameters: Json): readonly string[] => [
  ...(fit.side?.columns ?? []),
  ...(fit.levels?.(parameters) ?? []).flat().map((column) => column.name),
];
