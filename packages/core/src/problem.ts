/**
 * Something wrong in what the user wrote or gave. This file lists every code with the values that its message needs;
 * `messages/` turns a problem into a sentence in the reader's language.
 */

/** Zero-based line and UTF-16 code unit, as editors count. Printed one-based. */
export type Position = { readonly line: number; readonly character: number };
export type Range = { readonly start: Position; readonly end: Position };

/** A range in a file. `file` is relative to the project folder, with forward slashes, or absolute outside it. */
export type Place = { readonly file: string; readonly range: Range };

export type Severity = "error" | "warning" | "info" | "hint";

export type TextEdit = Place & { readonly newText: string };

/** A way to mend a problem: edits that belong together. `title` is a message key's value, e.g. the nearest known name. */
export type Fix = { readonly title: string; readonly edits: readonly TextEdit[] };

/** Every code, with the values that its message interpolates. */
export type ProblemValues = {
  // files and YAML
  "no-project": { path: string };
  "file-missing": { path: string };
  "file-unreadable": { path: string; reason: string };
  "file-too-large": { path: string; limit: string };
  "yaml-syntax": { reason: string };
  "empty-file": { path: string };
  "linked-outside": { path: string };
  // shape of the configuration
  "unknown-key": { key: string; nearest: string; allowed: string };
  "missing-key": { key: string };
  "wrong-type": { key: string; expected: string; got: string };
  "bad-value": { key: string; expected: string; got: string };
  "bad-id": { id: string };
  "duplicate-name": { name: string; kind: string };
  "match-types": { attribute: string; column: string; left: string; right: string };
  "name-clash": { name: string; kind: string };
  "env-missing": { name: string };
  "unknown-time-zone": { zone: string };
  "future-format": { path: string; format: number; supported: number };
  // expressions
  "expression-syntax": { found: string; expected: string };
  "unknown-name": { name: string; nearest: string };
  "unknown-function": { name: string; nearest: string };
  "wrong-argument": { function: string; expected: string; got: string };
  "type-mismatch": { operator: string; left: string; right: string };
  "not-boolean": { got: string };
  "aggregate-not-allowed": { name: string };
  "aggregate-needed": { name: string; example: string };
  "ambiguous-name": { name: string; sources: string; example: string };
  "mixed-sources": { sources: string };
  cycle: { path: string };
  // segmentations
  "unknown-segment": { segment: string; segmentation: string; nearest: string };
  "unknown-unit": { unit: string; nearest: string; known: string };
  /** `of` the named segmentation, whose unit is `other`; `name` is it, or a metric that needs it. */
  "unit-mismatch": { name: string; of: string; unit: string; other: string };
  "rest-not-last": { id: string };
  "never-reached": { id: string; by: string; count: number };
  "never-true": { clause: string; other: string };
  "adds-nothing": { clause: string; by: string };
  "same-rule": { id: string; by: string };
  "exclusive-overlap": { first: string; second: string; example: string };
  "never-overlaps": { first: string; second: string };
  "value-absent": { name: string; value: string; nearest: string };
  "out-of-range": { name: string; value: string; low: string; high: string };
  "lifetime-tiers": { metric: string };
  "tier-order": { id: string };
  "rfm-hole": { cells: string; count: number };
  "rfm-overlap": { cells: string; first: string; second: string };
  "rfm-dead": { id: string };
  "rfm-range": { id: string; score: number; scale: number };
  "clusters-too-few": { segmentation: string; customers: number; needed: number };
  "clusters-weak": { segmentation: string; k: number; stability: string; smallest: string };
  "rfm-ties": { segmentation: string; metric: string; scores: string };
  "map-hole": { cells: string; count: number };
  "unknown-band": { band: string; axis: string; nearest: string };
  "map-overlap": { cells: string; first: string; second: string };
  "no-segmentations": Record<never, never>;
  // strategies
  "unknown-digest": { digest: string; nearest: string; known: string };
  "unknown-plan": { plan: string; nearest: string; known: string };
  "no-actions": Record<never, never>;
  /** `worth` and `cost` in the project's currency, of all `customers` whose worth is known. */
  "action-loses": {
    action: string;
    strategy: string;
    customers: number;
    worth: number;
    cost: number;
  };
  "departments-meet": { first: string; second: string; strategies: string; customers: number };
  "effect-not-money": { metric: string; known: string };
  "unknown-department": { department: string; nearest: string; known: string };
  "strategy-conflict": { first: string; second: string; channel: string };
  "strategy-without-owner": { strategy: string };
  "segment-without-strategy": { segments: string; segmentation: string; count: number };
  // access
  "unknown-role": { role: string; nearest: string; known: string };
  "unknown-team": { team: string; nearest: string; known: string };
  "role-unused": { role: string };
  /** `rows` own or team. */
  "no-owner": { role: string; rows: string };
  "export-refused": { who: string };
  "attribute-of-nobody": { attribute: string; role: string };
  // law
  /** `way` from the segment to the column. */
  "price-by-sensitive": { strategy: string; key: string; column: string; way: string };
  "minors-reached": { strategy: string; age: number; column: string };
  "personalised-without-consent": { strategies: number };
  "channel-without-consent": { strategy: string; channel: string };
  "rule-identifies": { segment: string; column: string; pii: string };
  "segment-small": { segment: string; count: number; fewest: number };
  "pii-in-metric": { metric: string; column: string; pii: string };
  "pii-undeclared": { source: string; column: string; pii: string };
  /** `decides` what: price, service or objective. */
  "machine-alone": { strategy: string; decides: string };
  "data-abroad": { what: string; host: string };
  "pii-to-role": { role: string; pii: string };
  "sensitive-to-role": { role: string; columns: string };
  "export-to-everybody": { role: string };
  "names-abroad": { role: string };
  "suppression-without-reason": { code: string };
  "suppression-unused": { code: string };
  "suppression-unknown": { code: string; nearest: string };
  // models
  "too-few-buyers": {
    name: string;
    model: string;
    customers: number;
    repeaters: number;
    customersNeeded: number;
    repeatersNeeded: number;
    fallback: string;
  };
  "too-few-contracts": {
    name: string;
    model: string;
    contracts: number;
    ended: number;
    contractsNeeded: number;
    endedNeeded: number;
    fallback: string;
  };
  "degenerate-fit": {
    name: string;
    model: string;
    why: string;
    parameter: string;
    value: number;
    fallback: string;
  };
  "auto-threshold": { name: string };
  // data
  "read-forbidden": { path: string; root: string };
  "data-missing": { path: string };
  "data-unreadable": { path: string; reason: string };
  "data-empty": { path: string };
  "secret-in-file": { key: string };
  "table-missing": { table: string; path: string; nearest: string };
  "sheet-missing": { sheet: string; path: string; nearest: string };
  "database-unreachable": { server: string; reason: string };
  "database-refused": { server: string; user: string };
  "table-forbidden": { table: string; server: string; user: string };
  "database-cut": { table: string; server: string };
  "database-locked": { path: string };
  "error-cells": { path: string; sheet: string; cell: string; value: string; count: number };
  "read-earlier": { table: string; at: string; hours: number };
  "column-missing": { column: string; path: string; nearest: string };
  "column-unreadable": {
    column: string;
    path: string;
    line: number;
    value: string;
    expected: string;
  };
  "bad-cells": {
    column: string;
    path: string;
    count: number;
    line: number;
    value: string;
    expected: string;
  };
  "ambiguous-dates": { column: string; path: string; value: string };
  "impossible-dates": { column: string; path: string; count: number; line: number; value: string };
  "future-rows": { path: string; count: number; line: number; value: string };
  "scores-out-of-scale": {
    column: string;
    path: string;
    count: number;
    line: number;
    value: string;
    low: number;
    high: number;
  };
  "reversed-spans": { path: string; count: number; line: number; value: string };
  "duplicate-ids": { column: string; path: string; count: number; line: number; value: string };
  "duplicate-factors": {
    columns: string;
    path: string;
    count: number;
    line: number;
    earlier: number;
    value: string;
  };
  "factors-unmatched": {
    source: string;
    count: number;
    total: number;
    columns: string;
    value: string;
  };
  "empty-ids": { column: string; path: string; count: number; line: number };
  "no-rows": { path: string; asOf: string };
  "rate-missing": {
    currency: string;
    path: string;
    count: number;
    line: number;
    day: string;
    rates: string;
  };
  "rate-conflict": { currency: string; path: string; line: number; day: string };
  "overlapping-rows": { path: string; count: number; line: number; value: string; day: string };
  "identity-conflict": { alias: string; path: string; line: number; customers: string };
  "identity-cycle": { ids: string; path: string; line: number };
  "parent-cycle": { ids: string; path: string; line: number };
  "parent-missing": { column: string; path: string; count: number; line: number; value: string };
  "members-differ": { attribute: string; unit: string; count: number; value: string };
  "amount-too-large": { path: string; value: string };
  // runs and snapshots
  "no-run": Record<never, never>;
  "unknown-run": { run: string; nearest: string };
  "unknown-dispute": { dispute: number };
  // publish requests
  "unknown-request": { request: number };
  "request-unchanged": Record<never, never>;
  "request-decided": { request: number; stage: string };
  "author-unknown": Record<never, never>;
  "no-approver": Record<never, never>;
  "release-in-force": { request: number };
  "release-damaged": { hash: string };
  "nothing-published": Record<never, never>;
  "snapshot-damaged": { run: string; reason: string };
  "snapshot-locked": { run: string };
  "snapshot-newer": { run: string; format: number; supported: number };
  "run-in-progress": { pid: number; since: string };
  "disk-full": { path: string };
  /** What the engine may take, as it says it. */
  "memory-full": { limit: string };
  "not-writable": { path: string; reason: string };
  "engine-failed": { reason: string };
  // look-ups
  "unknown-customer": { customer: string };
  /** `waiting` batches are kept and sent first next time. */
  "delivery-failed": { host: string; why: string; waiting: number };
  "no-pseudonym-key": Record<never, never>;
  "export-without-purpose": { columns: string };
  "unknown-consent": { consent: string; nearest: string };
  "several-customers": { customer: string; count: number };
  "day-passed": { day: string; asOf: string };
  "data-changed-since": { run: string };
  // command line
  "wrong-use": { reason: string };
  "folder-not-empty": { path: string };
  "unknown-preset": { preset: string; nearest: string; allowed: string };
  "preset-needs": { preset: string; slot: string; what: string; advice: string };
  "file-present": { path: string };
  "unknown-template": { template: string; allowed: string };
};

export type ProblemCode = keyof ProblemValues;

/** A problem with its place. `values` fits the code, so that the message can be told in any language, later. */
export type Problem<C extends ProblemCode = ProblemCode> = C extends ProblemCode
  ? {
      readonly code: C;
      readonly severity: Severity;
      readonly values: ProblemValues[C];
      readonly file: string;
      readonly range: Range;
      readonly related: readonly Place[];
      readonly fixes: readonly Fix[];
    }
  : never;

/** The start of a file: where problems about the whole of it are placed. */
export const fileStart: Range = {
  start: { line: 0, character: 0 },
  end: { line: 0, character: 0 },
};

type ProblemOptions = {
  readonly severity?: Severity;
  readonly related?: readonly Place[];
  readonly fixes?: readonly Fix[];
};

/**
 * A problem of the given code.
 *
 * @param code one of the codes above
 * @param values what its message names
 * @param place file and range; for a whole file, use `fileStart`
 * @param options severity (default `error`), related places, fixes
 * @example problem("missing-key", { key: "from" }, { file: "clientele.yaml", range: fileStart }).severity // => "error"
 */
export function problem<C extends ProblemCode>(
  code: C,
  values: ProblemValues[C],
  place: Place,
  options: ProblemOptions = {},
): Problem {
  const made = {
    code,
    severity: options.severity ?? "error",
    values,
    file: place.file,
    range: place.range,
    related: options.related ?? [],
    fixes: options.fixes ?? [],
  };
  // The compiler cannot follow that `values` belongs to `code` through the distributed union; the signature ensures it.
  return made as Problem;
}

/** True when any of the problems is an error, so that later stages must not run. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((p) => p.severity === "error");
