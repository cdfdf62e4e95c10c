/** Why a customer is where they are, as whoever asks may read it. */
import type { Clause } from "../../domain/explain/clause.ts";
import { valuesOf } from "../../domain/values.ts";
import type { Reason } from "../../host/protocol.ts";
import type { Base } from "./open-base.ts";

const hidden = "•••";

/**
 * The reasons without those of segmentations that are not seen; of a clause about a value that is not seen, only whether it is
 * met is left.
 *
 * @param base what the viewer sees
 */
export function seenReasons(reasons: readonly Reason[], { model, sight }: Base): readonly Reason[] {
  if (sight === null || (sight.unnamed.size === 0 && sight.segmentations.size === 0))
    return reasons;
  const gone = new Set(valuesOf(model).flatMap((v) => (sight.unnamed.has(v.column) ? v.id : [])));
  const isGone = (metric: string): boolean => gone.has(metric) || sight.segmentations.has(metric);
  const clause = (given: Clause): Clause => {
    if (given.metric === null || !isGone(given.metric)) return given;
    const { depth, joined, verdict } = given;
    return { text: hidden, verdict, metric: null, value: null, cut: null, depth, joined };
  };
  return reasons
    .filter(({ segmentation }) => !sight.segmentations.has(segmentation))
    .map(({ within, unit, notAmong, ...reason }) => ({
      ...reason,
      clauses: reason.clauses.map(clause),
      ...(notAmong === undefined
        ? {}
        : {
            notAmong: reason.clauses.some((c) => c.metric !== null && isGone(c.metric))
              ? hidden
              : notAmong,
          }),
      ...(unit === undefined || sight.partial ? {} : { unit }),
      ...(within === undefined || isGone(within.metric) ? {} : { within }),
    }));
}
