import type { Localised } from "../../language/config/text.ts";

/** What a project has to ask about. `ProjectInfo` of the host has all of it but the values of columns. */
export type AskCatalog = {
  readonly segmentations: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly assign: "first" | "all";
    readonly segments: readonly { readonly id: string; readonly title: Localised }[];
  }[];
  /** Metrics and attributes, as `ProjectInfo.metrics`. */
  readonly values: readonly AskValue[];
  /** Frequent values of text columns, by the id of the value; none of columns with personal data. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** The attribute that names who looks after a customer. */
  readonly owner?: string;
  /** The day that the data reach to, ISO. */
  readonly asOf: string;
};

export type AskValue = {
  readonly id: string;
  readonly kind: "metric" | "attribute";
  readonly title: Localised;
  readonly type: "number" | "text" | "date" | "boolean";
  readonly unit: "money" | "days" | "orders" | "share" | null;
  readonly estimate?: { readonly of: string };
};
