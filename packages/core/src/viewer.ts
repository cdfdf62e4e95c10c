/** What somebody who asks may see: plain data, so that it goes over the border of processes and can be kept beside an answer. */
import type { Pii } from "./pii.ts";

/** Which customers. `rule` is a rule of the language about the run that answers. */
export type RowRule =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  /** Those whose owner is one of these, whatever the case. */
  | { readonly kind: "owned"; readonly by: readonly string[] }
  /** Those whose attribute is one of these. */
  | { readonly kind: "match"; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: "rule"; readonly text: string }
  | { readonly kind: "any"; readonly rules: readonly RowRule[] }
  | { readonly kind: "every"; readonly rules: readonly RowRule[] };

/** Which values of a customer: attributes, metrics and segmentations by the names that rules use, whatever the case. */
export type ColumnRule = {
  /** `null`: all but those that are hidden. */
  readonly shown: readonly string[] | null;
  readonly hidden: readonly string[];
  /** Whether columns that are declared sensitive are shown, on request. */
  readonly sensitive: boolean;
};

/** How customers are named: by name; by the first letter of it; by id alone, with no personal data at all. */
export type Identify = "full" | "masked" | "id_only";

/** How personal data reads that is not shown: dots, or dots and what is left for telling two apart. */
export type MaskStyle = "hidden" | "last_2" | "last_4" | "first" | "domain";

/** What somebody may do. Whoever may nothing sees nothing. */
export type Deed = "look_up" | "export" | "contact" | "dispute" | "watch" | "digest" | "approve";

/** Someone who asks, with all that they may see and do. */
export type Viewer = {
  /** `cli:<user of the system>`, `slack:<user id>` or `channel:<id>`, as in the audit log. */
  readonly actor: string;
  /** Roles that they have by `access.yaml`; `owner` and `reader` where there is none. */
  readonly roles: readonly string[];
  readonly rows: RowRule;
  readonly columns: ColumnRule;
  /** The classes of personal data that are shown in clear. */
  readonly pii: readonly Pii[] | "all";
  /** How other classes read; where a class is not named, as it did before there were roles. */
  readonly masks: Readonly<Partial<Record<Pii, MaskStyle>>>;
  readonly identify: Identify;
  readonly may: readonly Deed[];
};

const everyDeed: readonly Deed[] = [
  "look_up",
  "export",
  "contact",
  "dispute",
  "watch",
  "digest",
  "approve",
];

const everyColumn: ColumnRule = { shown: null, hidden: [], sensitive: true };

/**
 * Whoever can read the project's folder can read the data in it: hiding something from them would only pretend.
 *
 * @param actor such as `cli:li`
 * @example ownerOf("cli:li").rows // => { kind: "all" }
 */
export const ownerOf = (actor: string): Viewer => ({
  actor,
  roles: ["owner"],
  rows: { kind: "all" },
  columns: everyColumn,
  pii: "all",
  masks: {},
  identify: "full",
  may: everyDeed,
});

/**
 * Somebody in a project without `access.yaml`: sees every customer, with personal data masked.
 *
 * @example readerOf("slack:U024BE7LH").pii // => []
 */
export const readerOf = (actor: string): Viewer => ({
  ...ownerOf(actor),
  roles: ["reader"],
  pii: [],
  may: everyDeed.filter((deed) => deed !== "approve" && deed !== "export"),
});

/**
 * Somebody who sees nothing and may do nothing.
 *
 * @example nobodyOf("slack:U0GUEST").rows // => { kind: "none" }
 */
export const nobodyOf = (actor: string): Viewer => ({
  actor,
  roles: [],
  rows: { kind: "none" },
  columns: { shown: [], hidden: [], sensitive: false },
  pii: [],
  masks: {},
  identify: "id_only",
  may: [],
});
