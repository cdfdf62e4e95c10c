import { noRecommendations } from "../../compute/recommendations/evaluate-project.ts";
import type { Session } from "../../host/session.ts";
import type { CallContext } from "../../host/session-context.ts";
import type { Project } from "../../compute/project/project.ts";
import type { Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  bundlesView,
  recommendationQualityView,
  segmentSuggestionsView,
  suggestionsView,
  toText,
} from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import {
  projectOf,
  styleOf,
  viewerHere,
  type Command,
  type CommandResult,
  type Context,
} from "../context.ts";
import { lookUpCustomer } from "../look-up-customer.ts";
import { withSession } from "../with-session.ts";
import { findSegment } from "./segment.ts";

type Answer = Promise<Result<CommandResult, Problem>>;

const defaultBundles = 20;

/** `clientele recommend`: what customers might buy next, what is bought together, and how well that foretells. */
export const recommend: Command = async (context) => {
  const { options, operands } = context;
  const asked = operands.join(" ").trim();
  const ways = [asked !== "", options.segment !== undefined, options.bundles, options.evaluate];
  if (ways.filter(Boolean).length !== 1)
    return err(
      wrongUse("recommend takes a customer, or one of --segment ID, --bundles, --evaluate"),
    );
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, (session, call) => {
    if (options.segment !== undefined) return toSegment(context, session, call, options.segment);
    if (options.bundles) return together(context, session, call);
    if (options.evaluate) return evaluated(context, session, call);
    return toCustomer(context, project.value, session, call, asked);
  });
};

async function toCustomer(
  context: Context,
  project: Project,
  session: Session,
  call: CallContext,
  asked: string,
): Answer {
  const found = await lookUpCustomer(context, project, session, asked, "recommend", call);
  if (!found.ok) return found;
  const { customer, suggested } = found.value;
  if (suggested === undefined) return err(noRecommendations);
  const style = styleOf(context);
  const view = suggestionsView(found.value, await session.info(), style);
  const json = { customer: customer.id, ...suggested };
  return ok({ json, text: toText(view, style), problems: [] });
}

async function toSegment(
  context: Context,
  session: Session,
  call: CallContext,
  id: string,
): Answer {
  const info = await session.info();
  const segment = findSegment(info, id);
  if (!segment.ok) return segment;
  const found = await session.recommend({ viewer: viewerHere(), ...segment.value }, call);
  if (!found.ok) return found;
  const style = styleOf(context);
  const { base, ...suggested } = found.value;
  const view = segmentSuggestionsView(found.value, segment.value, info, style);
  const json = { run: base.run, segment: segment.value, ...suggested };
  return ok({ json, text: toText(view, style), problems: [] });
}

async function together(context: Context, session: Session, call: CallContext): Answer {
  const found = await session.bundles({ limit: context.options.limit ?? defaultBundles }, call);
  if (!found.ok) return found;
  const { base, bundles } = found.value;
  const style = styleOf(context);
  const text = toText(bundlesView(found.value, style), style);
  return ok({ json: { run: base.run, bundles }, text, problems: [] });
}

async function evaluated(context: Context, session: Session, call: CallContext): Answer {
  const found = await session.evaluateRecommendations({}, call);
  if (!found.ok) return found;
  const { quality } = found.value;
  const style = styleOf(context);
  const text = toText(recommendationQualityView(quality, style), style);
  return ok({
    json: { quality: quality === null ? null : qualityJson(quality) },
    text,
    problems: [],
  });
}

type Judged = NonNullable<
  Extract<Awaited<ReturnType<Session["evaluateRecommendations"]>>, { ok: true }>["value"]["quality"]
>;

/** As `--json` writes it: snake_case. */
function qualityJson({ recommended, popular, groups, ...rest }: Judged) {
  const json = ({ hitRate, ...of }: { readonly hitRate: number; readonly recall: number }) => ({
    hit_rate: hitRate,
    ...of,
  });
  return {
    ...rest,
    recommended: json(recommended),
    popular: json(popular),
    groups: groups.map((group) => ({
      ...group,
      recommended: json(group.recommended),
      popular: json(group.popular),
    })),
  };
}
