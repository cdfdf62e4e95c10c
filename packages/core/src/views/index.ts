/** The door `@clientele/core/views`: results → View → text, SVG. Safe in browsers. */
export type * from "./view.ts";
export { backlogView } from "./backlog.ts";
export { catalogBlocks } from "./catalog-tables.ts";
export { customerCard } from "./customer-card.ts";
export { customerStabilityView, evaluationView, reconciliationView } from "./evaluation.ts";
export { causesOf, diffView, type RunsDiff } from "./diff.ts";
export { digestSvg } from "./digest-svg.ts";
export { digestDetailView, digestNotice, digestView, lateNotice } from "./digest.ts";
export { flowLayout, type Flow, type FlowLayout } from "./flow-layout.ts";
export { formatCell, type FormatOptions } from "./format.ts";
export { formatDate, formatTime, type DateOptions } from "./format-date.ts";
export { formatMoney, type MoneyOptions } from "./format-money.ts";
export {
  formatChance,
  formatChange,
  formatDays,
  formatNumber,
  formatShare,
} from "./format-number.ts";
export { disputesView } from "./disputes.ts";
export { historyView } from "./history.ts";
export { changedRow, dueRow, ownSegmentsView } from "./home.ts";
export { helpView } from "./help.ts";
export { mask, type PiiRights } from "./mask.ts";
export { membersView, type MembersOptions } from "./members.ts";
export { methodLines, methodView } from "./method.ts";
export { modelCardsView } from "./model-card.ts";
export { nextStepView } from "./next-step.ts";
export { notFoundView } from "./not-found.ts";
export { personaBlocks, personaSentence, type PersonaOptions } from "./persona.ts";
export { opportunityView } from "./opportunity.ts";
export { planView } from "./plan.ts";
export { previewView } from "./preview.ts";
export { problemLine, problemLines } from "./problems.ts";
export { qualityBlocks } from "./quality-report.ts";
export { reachView } from "./reach.ts";
export {
  bundlesView,
  recommendationQualityView,
  segmentSuggestionsView,
  suggestionsView,
} from "./recommendations.ts";
export { loyaltyView } from "./loyalty.ts";
export {
  readFigures,
  requestState,
  requestView,
  shortHash,
  type RequestViewOptions,
  type ToldRequest,
} from "./request.ts";
export { liveSentence, requestMoversView, requestsView } from "./requests.ts";
export { runSummaryView } from "./run-summary.ts";
export { strategiesFor, strategyBlocks } from "./strategy.ts";
export { strategiesView, totalsBlocks } from "./strategies.ts";
export { segmentsView } from "./segments.ts";
export { stepOf, stepView } from "./step.ts";
export { toSvg, type Chart, type SvgOptions } from "./svg.ts";
export { toText, type TextOptions } from "./text.ts";
export type { ViewOptions } from "./view-options.ts";
export { trainingView } from "./training.ts";
export { whyView } from "./why.ts";
