import { clusterSummary, modelSummary } from "../../compute/run/model-summaries.ts";
import type { ModelCard } from "../../domain/model-card.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { modelCardsView, toText } from "../../views/index.ts";
import { projectOf, styleOf, type Command } from "../context.ts";
import { withSession } from "../with-session.ts";

const summaryOf = (card: ModelCard) =>
  card.kind === "clusters" ? clusterSummary(card) : modelSummary(card);

/** `clientele model [NAME]`: the cards of what a run learned, or that of one metric. */
export const model: Command = async (context) => {
  const [name] = context.operands;
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const found = await session.cards({}, call);
    if (!found.ok) return found;
    const { base, cards } = found.value;
    const own = (entry: (typeof cards)[number]): readonly string[] => [
      entry.name,
      ...entry.metrics,
    ];
    const shown = name === undefined ? cards : cards.filter((entry) => own(entry).includes(name));
    if (name !== undefined && shown.length === 0) {
      const near = nearest(name, cards.flatMap(own));
      const place = { file: "(question)", range: fileStart };
      return err(problem("unknown-name", { name, nearest: near }, place));
    }
    const view = modelCardsView({ base, cards: shown }, styleOf(context));
    const models = Object.fromEntries(
      shown.map((entry) => [entry.name, { metrics: entry.metrics, ...summaryOf(entry.card) }]),
    );
    return ok({
      json: { run: base.run, models },
      text: toText(view, styleOf(context)),
      problems: [],
    });
  });
};
