import { customerCard, nextStepView, whyView, type View } from "@clientele/core/views";
import type { Explained, ProjectInfo } from "@clientele/core/host";

/**
 * The customer's card and the next step in one view, as `clientele show` tells them.
 *
 * @param segmentation also why they are in its segments
 */
export function memberCard(
  explained: Explained,
  project: ProjectInfo,
  locale: string,
  segmentation?: string,
): View {
  const card = customerCard(explained, project, { locale });
  const reasons = explained.reasons.filter((r) => r.segmentation === segmentation);
  const why = whyView({ ...explained, reasons }, project, { locale });
  const next = nextStepView(explained, project, { locale });
  return {
    ...card,
    blocks: [
      ...card.blocks,
      ...(reasons.length === 0 ? [] : why.blocks),
      ...(next === undefined ? [] : next.blocks),
    ],
  };
}
