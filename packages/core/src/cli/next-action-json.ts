/** The next action as `--json` prints it. */
import type { Serving } from "../domain/strategy/serving.ts";
import { textFor } from "../language/config/text.ts";

/** @param locale of the action's texts */
export function nextActionJson(
  serving: Serving | undefined,
  locale: string,
): Readonly<Record<string, unknown>> | null {
  const step = serving?.steps[0];
  if (step === undefined) return null;
  const { gain } = step;
  return {
    strategy: step.strategy,
    action: step.action,
    do: textFor(step.do, locale),
    talk_track: step.talkTrack === null ? null : textFor(step.talkTrack, locale),
    channel: step.channel,
    owner: step.owner,
    due: step.due,
    cost: step.cost,
    gain:
      gain === null
        ? null
        : {
            expected: gain.gain,
            low: gain.interval[0],
            high: gain.interval[1],
            source: gain.source,
          },
    kpi: step.kpi,
    because: step.because.map(({ text, verdict, value }) => ({ text, verdict, value })),
  };
}

/** Which strategies apply, the winning one first, and what is not proposed with the reason. */
export function servingJson(serving: Serving): Readonly<Record<string, unknown>> {
  return {
    strategies: serving.strategies.map((s) => ({
      strategy: s.strategy,
      for: `${s.for.segmentation}.${s.for.segment}`,
      objective: s.objective,
      owner: s.owners?.lead ?? null,
    })),
    steps: serving.steps.map((s) => `${s.strategy}.${s.action}`),
    withheld: serving.withheld.map(({ strategy, action, reason }) => ({
      action: `${strategy}.${action}`,
      reason: reason.kind,
      ...(reason.kind === "channels" ? { refused: reason.refused, avoided: reason.avoided } : {}),
      ...(reason.kind === "cap" ? { contacts: reason.contacts, at_most: reason.atMost } : {}),
    })),
    since_contact: serving.sinceContact,
  };
}
