/** Who may see and do what, as `access.yaml` says: roles, the people who have them, teams, and who stands in. */
import type { Place } from "../../problem.ts";
import type { Pii } from "../../pii.ts";
import type { Deed, Identify, MaskStyle } from "../../viewer.ts";
import type { Localised } from "../config/text.ts";

/** Which customers a role shows. `rule` is kept as text: it is typed against the run that answers. */
export type RowGrant =
  | { readonly kind: "all" }
  | { readonly kind: "own" }
  | { readonly kind: "team" }
  /** Those whose columns are what is written of the person: pairs of a column of customers and an attribute of the person. */
  | {
      readonly kind: "match";
      readonly pairs: readonly { readonly column: string; readonly attribute: string }[];
    }
  | { readonly kind: "rule"; readonly text: string };

export type RoleModel = {
  readonly name: string;
  readonly title: Localised;
  /** Slack ids and e-mail addresses, as they compare: addresses in small letters. */
  readonly users: readonly string[];
  /** Ids and handles of user groups. */
  readonly groups: readonly string[];
  /** Ids of channels: whoever asks there. */
  readonly channels: readonly string[];
  readonly teams: readonly string[];
  /** A customer is shown where any of these lets it through. */
  readonly rows: readonly RowGrant[];
  /** `null`: all columns but the hidden ones. */
  readonly shown: readonly string[] | null;
  readonly hidden: readonly string[];
  readonly sensitive: boolean;
  readonly pii: readonly Pii[] | "all";
  readonly masks: Readonly<Partial<Record<Pii, MaskStyle>>>;
  readonly identify: Identify;
  readonly may: readonly Deed[];
  readonly place: Place;
};

export type PersonModel = {
  /** Slack ids and e-mail addresses of one person. */
  readonly keys: readonly string[];
  /** What the owner column calls them, besides those. */
  readonly owner: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

export type TeamModel = {
  readonly name: string;
  readonly title: Localised;
  /** Slack ids or e-mail addresses. */
  readonly lead: string | null;
  readonly members: readonly string[];
  /** The team above; `null` at the top. */
  readonly reportsTo: string | null;
};

/** From the first day to the last, both included; ISO. */
export type DeputyModel = {
  readonly for: string;
  readonly by: string;
  readonly from: string | null;
  readonly until: string | null;
};

/** Links to customers, and what is shown below them: `{customer}` stands where the id is. */
export type UnfurlModel = {
  readonly pattern: string;
  readonly share: "nothing" | "preview" | "name" | "full";
};

export type AccessModel = {
  /** From top to bottom: the first that somebody has is theirs. */
  readonly roles: readonly RoleModel[];
  /** The role of people whom nothing names; `null`: they see nothing. */
  readonly everybody: string | null;
  /** Whom people ask for access. */
  readonly contact: string | null;
  readonly people: readonly PersonModel[];
  readonly teams: readonly TeamModel[];
  readonly deputies: readonly DeputyModel[];
  /** The channel that publish requests are shown in, by id or as `#name`; `null`: each approver is written to. */
  readonly approvalsChannel: string | null;
  /** The Slack workspace that they are decided in; `null`: that of their author. */
  readonly approvalsWorkspace: string | null;
  /** How long look-ups stay in the audit log, in days; `null`: for good. */
  readonly keepDays: number | null;
  /** The first pattern that a link fits decides. */
  readonly unfurl: readonly UnfurlModel[];
};
