export { audienceOf, mayDo, sameSight, type Audience } from "./access/channel-viewer.ts";
export type { AccessModel } from "../language/model/access-model.ts";
export { isAuthor, leavesApprover, mayApprove, namedApprovers } from "./access/approvers.ts";
export { leastOf } from "./access/least-of.ts";
export { keyOf, type Asked, type Person } from "./access/person.ts";
export { viewerFor } from "./access/viewer-for.ts";
export { maySee, viewerOf } from "./access/viewer.ts";
export { nobodyOf, ownerOf, readerOf, type Deed, type RowRule, type Viewer } from "../viewer.ts";
export { matchOf } from "./search/match-of.ts";
export {
  matchKinds,
  matchOrder,
  type Findable,
  type Hit,
  type MatchKind,
} from "./search/match-order.ts";
export { meantAmong } from "./search/meant-among.ts";
export { openNameIndex, type NameIndex } from "./search/name-index.ts";
export type { Found } from "./search/name-search.ts";
export { normaliseName } from "./search/normalise-name.ts";
export type { ContactEntry, ContactRecord } from "./state/contacts.ts";
export type { DisputeEntry, DisputeRecord } from "./state/disputes.ts";
export type { Notice, NoticeRecord } from "./state/notices.ts";
export type { WatchRecord, Watched } from "./state/watches.ts";
export { compactState, type Traces } from "./state/forget.ts";
export {
  auditActions,
  type AuditAction,
  type AuditEntry,
  type AuditQuery,
  type AuditRecord,
} from "./state/audit.ts";
export type { DigestSlot, DigestSlots, SlotStage } from "./state/digest-slots.ts";
export type { DigestSubscription } from "./state/digest-subscriptions.ts";
export type { NewPost, PublishPost } from "./state/publish-posts.ts";
export {
  isOpen,
  type Decision,
  type PublishRequest,
  type RequestEntry,
  type RequestStage,
} from "./state/publish-request.ts";
export { isPostgresAddress } from "./state/postgres-state.ts";
export {
  openState,
  statePath,
  statePlace,
  type State,
  type StateOptions,
} from "./state/open-state.ts";
export type { AskCatalog, AskValue } from "./ask/ask-catalog.ts";
export type * from "./ask/question.ts";
export { namedStretches, type NamedStretch } from "./ask/named-stretches.ts";
export { nameOracle, type NameOracle } from "./search/name-oracle.ts";
export {
  consentAsked,
  consentChannels,
  type ConsentAsked,
  type ConsentChannel,
} from "./ask/consent-asked.ts";
export { withoutMine } from "./ask/mine.ts";
export { askedText, askReader, type AskReader } from "./ask/read-ask.ts";
export { buildLexicon, type Lexicon } from "./ask/lexicon.ts";
export { ruleOf } from "./ask/rule-of.ts";
export {
  compareAnswer,
  countAnswer,
  figureAnswer,
  shareAnswer,
  valueAnswer,
} from "./ask/answers/figures.ts";
export {
  defineAnswer,
  movesAnswer,
  sentenceAnswer,
  suggestionFor,
  trendAnswer,
  unknownAnswer,
} from "./ask/answers/others.ts";
export { setWords, sortWords } from "./ask/answers/set-words.ts";
export { answerWords } from "./ask/answers/words.ts";
