/** Questions in words, and figures over customers. */
import { aggregateMembers } from "../../compute/snapshot/aggregate.ts";
import { trendOf } from "../../compute/snapshot/trend.ts";
import { wordsOf } from "../../compute/snapshot/words.ts";
import { ok } from "../../result.ts";
import { namesInText } from "../names/who-is-meant.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const askingMethods = ({
  engine,
  project,
  names,
  withSight,
}: SessionContext): MethodsOf<"words" | "called" | "aggregate" | "trend"> => ({
  called: ({ viewer, text }, { signal }) =>
    withSight({ viewer }, async (seen, whole) => {
      const looking = { engine, names, seen, whole };
      return ok({ base: infoOf(seen), names: await namesInText(looking, text, signal) });
    }),
  words: ({ viewer }, { signal }) =>
    withSight({ viewer }, async (seen) =>
      ok({ base: infoOf(seen), ...(await wordsOf(engine.lane("background"), seen, { signal })) }),
    ),
  aggregate: ({ viewer, ...query }, { signal }) =>
    withSight({ viewer }, async (seen) => {
      const found = await aggregateMembers(engine, seen, query, { signal });
      return found.ok ? ok({ base: infoOf(seen), ...found.value }) : found;
    }),
  trend: ({ viewer, segment }) =>
    withSight({ viewer }, async (seen) =>
      ok({ base: infoOf(seen), points: trendOf(project, seen, segment) }),
    ),
});
