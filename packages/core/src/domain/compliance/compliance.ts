/** What the law says to a project: every lint, and what people allowed with a reason. */
import type { Problem } from "../../problem.ts";
import { lintAbroad } from "./abroad-lint.ts";
import { lintAccess } from "./access-lint.ts";
import { lintConsent } from "./consent-lint.ts";
import { lintIdentity } from "./identity-lint.ts";
import type { Lint, Linted } from "./lint.ts";
import { lintMachine } from "./machine-lint.ts";
import { lintMinors } from "./minors-lint.ts";
import { lintPrices } from "./price-lint.ts";
import { suppress, type Suppressed } from "./suppressions.ts";

/** Lints that need no data, with the codes that each can find. */
const lints: readonly { readonly lint: Lint; readonly codes: readonly Problem["code"][] }[] = [
  { lint: lintPrices, codes: ["price-by-sensitive"] },
  { lint: lintMinors, codes: ["minors-reached"] },
  { lint: lintConsent, codes: ["personalised-without-consent", "channel-without-consent"] },
  { lint: lintIdentity, codes: ["rule-identifies", "pii-in-metric"] },
  { lint: lintMachine, codes: ["machine-alone"] },
  { lint: lintAbroad, codes: ["data-abroad"] },
  {
    lint: lintAccess,
    codes: ["pii-to-role", "sensitive-to-role", "export-to-everybody", "names-abroad"],
  },
];

const dataCodes: readonly Problem["code"][] = ["pii-undeclared", "segment-small"];
const codesOfLaw: ReadonlySet<Problem["code"]> = new Set([
  ...lints.flatMap(({ codes }) => codes),
  ...dataCodes,
]);

/** Whether a problem is a finding of the law. */
export const isOfLaw = ({ code }: Problem): boolean => codesOfLaw.has(code);

/** What the data say, where somebody has looked at them. */
export type DataFindings = {
  readonly findings: readonly Problem[];
  readonly codes: readonly Problem["code"][];
};

/**
 * The findings of the law, without those that a comment allows.
 *
 * @param data findings that need the data, with the codes that were looked for
 * @returns findings with their articles, and the suppressions with their reasons
 */
export function compliance(
  linted: Linted,
  data: DataFindings = { findings: [], codes: [] },
): Suppressed {
  const found = [...lints.flatMap(({ lint }) => lint(linted)), ...data.findings];
  // Whether somebody may be a child is known for sure only where the youngest is.
  const looked = lints
    .flatMap(({ codes }) => codes)
    .filter((code) => code !== "minors-reached" || linted.catalog !== undefined);
  return suppress(linted.config, found, new Set([...looked, ...data.codes]));
}
