/** Which moves are losses. Definition: docs/methods.md (loss). */
import type { DigestModel, Reported } from "../../language/model/digest-model.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import {
  and,
  bool,
  cases,
  col,
  differs,
  eq,
  gt,
  inList,
  int,
  not,
  or,
  text,
  type Scalar,
} from "../../query/index.ts";

/** From the state behind the first column to that behind the second, by what customers did. */
const [before, after] = [col("s1"), col("s2")];

const lossObjectives = new Set(["retain", "win_back"]);

/**
 * Whether a customer of the ways (`waysQuery`) moved for the worse by what they did: entered or left a segment that the digest
 * names; by default went to a lower tier, or entered a segment that a strategy is to retain or to win back.
 *
 * @param segment of a segmentation whose segments overlap, the one that the ways are about
 */
export function isLoss(
  { losses }: Pick<DigestModel, "losses">,
  { service }: Pick<Model, "service">,
  segmentation: SegmentationModel,
  segment: string | null,
): Scalar {
  const of = (list: readonly Reported[]): readonly string[] =>
    list
      .filter((r) => r.segmentation === segmentation.name)
      .flatMap((r) => r.segment ?? segmentation.segments.map((s) => s.id))
      .filter((id) => segment === null || id === segment);
  const entered = (ids: readonly string[]): Scalar =>
    ids.length === 0 ? bool(false) : and(differs(before, after), within(after, ids));
  const left = (ids: readonly string[]): Scalar =>
    ids.length === 0
      ? bool(false)
      : and(differs(before, after), within(before, ids), not(within(after, ids)));
  if (losses !== null) return or(entered(of(losses.entering)), left(of(losses.leaving)));
  const atRisk = (service?.strategies ?? [])
    .filter((s) => lossObjectives.has(s.objective))
    .map((s) => s.for);
  return or(entered(of(atRisk)), segment === null ? lower(segmentation) : bool(false));
}

const within = (value: Scalar, ids: readonly string[]): Scalar =>
  cases(
    [
      [
        inList(
          value,
          ids.map((id) => text(id)),
        ),
        bool(true),
      ],
    ],
    bool(false),
  );

/** To a lower tier; out of all of them is lower than any. */
function lower(segmentation: SegmentationModel): Scalar {
  if (segmentation.kind !== "tiers") return bool(false);
  const last = segmentation.segments.length;
  const rank = (value: Scalar): Scalar =>
    cases(
      segmentation.segments.map(({ id }, i) => [eq(value, text(id)), int(i)]),
      int(last),
    );
  return gt(rank(after), rank(before));
}
