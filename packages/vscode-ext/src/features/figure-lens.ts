import { CodeLens, Range, env, l10n } from "vscode";
import type { Command, TextDocument } from "vscode";
import { formatMoney, formatNumber, formatShare } from "@clientele/core/views";
import type { LensPlace } from "@clientele/core/language";
import type { CheckOutcome, Histogram } from "@clientele/core/host";
import { lateLanguage } from "../client/late.ts";
import { pathIn } from "../client/projects.ts";
import type { Session } from "../client/session.ts";
import type { RunFacts, StrategyTotals } from "./run-facts.ts";

/** The lines above metrics, strategies and tests. There at once, with what the last run says when it has been asked. */
export function figureLenses(document: TextDocument, session: Session): CodeLens[] {
  const path = pathIn(session.root, document.uri);
  const hasRun = (session.counts.state.result?.base ?? null) !== null;
  return lateLanguage()
    .lensPlaces(path, document.getText())
    .map((place) => {
      const { start, end } = place.range;
      const range = new Range(start.line, start.character, end.line, end.character);
      return new CodeLens(range, commandOf(place, path, document, session, hasRun));
    });
}

function commandOf(
  place: LensPlace,
  path: string,
  document: TextDocument,
  { facts, counts }: Session,
  hasRun: boolean,
): Command {
  const currency = counts.state.result?.currency ?? "";
  switch (place.kind) {
    case "metric":
      return {
        title: hasRun ? metricTitle(facts, place.name) : l10n.t("no run yet"),
        command: hasRun ? "" : "clientele.run",
        arguments: [document.uri],
      };
    case "strategy":
      return {
        title: hasRun ? strategyTitle(facts, place.name, currency) : l10n.t("no run yet"),
        command: hasRun ? "" : "clientele.run",
        arguments: [document.uri],
      };
    case "test":
      return {
        title: testTitle(facts.test(path, place.name)),
        command: "clientele.runChecks",
        arguments: [document.uri, place.name],
      };
  }
}

function metricTitle(facts: RunFacts, name: string): string {
  const found = facts.metric(name);
  if (found === undefined) return l10n.t("counting…");
  return found === null ? l10n.t("not in the last run, or no number") : rangeLine(found);
}

/** @example rangeLine(nps) // => "0 … 10 · median 8 · 31 % missing" */
function rangeLine({ minimum, median, maximum, nulls, customers }: Histogram): string {
  if (minimum === null || maximum === null || median === null) return l10n.t("nobody has a value");
  const short = (value: number): string => formatNumber(Number(value.toPrecision(3)));
  const range = minimum === maximum ? short(minimum) : `${short(minimum)} … ${short(maximum)}`;
  const missing = nulls === 0 ? 0 : nulls / customers;
  return [
    range,
    l10n.t("median {0}", short(median)),
    ...(missing === 0 ? [] : [l10n.t("{0} missing", formatShare(missing, env.language))]),
  ].join(" · ");
}

function strategyTitle(facts: RunFacts, name: string, currency: string): string {
  const found = facts.strategy(name);
  if (found === undefined) return l10n.t("counting…");
  return found === null ? l10n.t("not in the last run") : totalsLine(found, currency);
}

/** @example totalsLine(save, "CNY") // => "398 customers · costs ¥15,920, 199 h · may bring ¥954,000" */
function totalsLine({ customers, money, hours, gain }: StrategyTotals, currency: string): string {
  const short = (value: number): string =>
    formatMoney(value, currency, { locale: env.language, style: "short" });
  const work = Object.values(hours).reduce((sum, h) => sum + h, 0);
  const cost = l10n.t("costs {0}", short(money));
  return [
    customers === 1 ? l10n.t("1 customer") : l10n.t("{0} customers", formatNumber(customers)),
    work === 0 ? cost : `${cost}, ${l10n.t("{0} h", formatNumber(Math.round(work)))}`,
    ...(gain === null ? [] : [l10n.t("may bring {0}", short(gain.value))]),
  ].join(" · ");
}

function testTitle(outcome: CheckOutcome | undefined): string {
  const run = `$(play) ${l10n.t("Run")}`;
  if (outcome === undefined) return run;
  const [failure] = outcome.failures;
  const said =
    outcome.status === "passed"
      ? l10n.t("passed")
      : outcome.status === "skipped"
        ? l10n.t("skipped: nothing is published")
        : failure === undefined
          ? l10n.t("failed")
          : l10n.t("failed: expected {0}, got {1}", failure.expected, failure.got);
  return `${run} · ${said}`;
}
