export { maySee, viewerOf, type Role, type Viewer } from "./access/viewer.ts";
export {
  matchKinds,
  matchOf,
  matchOrder,
  type Findable,
  type MatchKind,
} from "./search/match-order.ts";
export { normaliseName } from "./search/normalise-name.ts";
export type { ContactEntry, ContactRecord } from "./state/contacts.ts";
export type { AuditEntry, AuditQuery, AuditRecord } from "./state/audit.ts";
export { openState, statePath, type State, type StateOptions } from "./state/open-state.ts";
