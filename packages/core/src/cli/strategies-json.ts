/** What strategies come to, as `--json` prints it. */
import type { Backlog } from "../domain/strategy/backlog.ts";
import type { GlossaryEntry } from "../domain/strategy/glossary.ts";
import type { StrategyTotals } from "../domain/strategy/serving-totals.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { gainJson } from "./plan-json.ts";

/** @param locale of the texts */
export const strategyTotalsJson = (
  { actions, gain, ...totals }: StrategyTotals,
  locale: string,
): Readonly<Record<string, unknown>> => ({
  ...totals,
  title: textFor(totals.title, locale),
  gain: gain === null ? null : gainJson(gain),
  actions: actions.map(({ gain: own, ...action }) => ({
    ...action,
    do: textFor(action.do, locale),
    gain: own === null ? null : gainJson(own),
  })),
});

export const backlogJson = (
  { value, segments, tooFew, tests, needs }: Backlog,
  run: string,
): Readonly<Record<string, unknown>> => ({ run, value, segments, too_few: tooFew, tests, needs });

/** @param locale of the texts */
export const trainingJson = (
  glossary: readonly GlossaryEntry[],
  { strategies = [] }: ProjectInfo,
  locale: string,
): Readonly<Record<string, unknown>> => ({
  strategies: strategies.map((s) => ({
    strategy: s.id,
    title: textFor(s.title, locale),
    for: s.for,
    objective: s.objective,
    owners: s.owners,
    actions: s.actions.map((a) => ({
      action: a.id,
      do: textFor(a.do, locale),
      talk_track: a.talkTrack === null ? null : textFor(a.talkTrack, locale),
    })),
  })),
  glossary: glossary.map(({ title, means, ...entry }) => ({
    ...entry,
    title: textFor(title, locale),
    means: means === null ? null : textFor(means, locale),
  })),
});
