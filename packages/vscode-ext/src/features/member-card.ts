import { customerCard, nextStepView, type View } from "@clientele/core/views";
import type { Explained, ProjectInfo } from "@clientele/core/host";

/** The customer's card and the next step in one view, as `clientele show` tells them. */
export function memberCard(explained: Explained, project: ProjectInfo, locale: string): View {
  const card = customerCard(explained, project, { locale });
  const next = nextStepView(explained, project, { locale });
  return next === undefined ? card : { ...card, blocks: [...card.blocks, ...next.blocks] };
}
