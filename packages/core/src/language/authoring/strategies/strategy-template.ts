/** What a ready-made strategy is, and the file that it makes. */
import type { Objective } from "../../model/strategy-model.ts";

/** A text in both languages. */
export type Both = readonly [en: string, zh: string];

export type ActionTemplate = {
  readonly id: string;
  readonly do: Both;
  /** What trains whoever does it: why, what to say, what not to say. */
  readonly why: Both;
  readonly say: Both;
  readonly not: Both;
  /** Days since the last contact before it is due again. */
  readonly after: number;
  /** Money for one customer, in units of the project's currency. */
  readonly money: number;
  /** Hours of the leading department for one customer; 0 where nobody does it by hand. */
  readonly hours: number;
  /** What it is thought to do to the chance that the customer stays, absolute, and how uncertain that is. */
  readonly uplift: number;
  readonly sd: number;
  readonly due: string;
};

export type StrategyTemplate = {
  /** The segment that it is made for, or a name of its own. */
  readonly id: string;
  readonly title: Both;
  readonly objective: Objective;
  readonly lead: string;
  readonly positioning: Both;
  readonly channels: readonly string[];
  readonly tier: string;
  readonly firstResponse: string;
  /** Days. */
  readonly contactEvery: number;
  readonly actions: readonly ActionTemplate[];
};

export type TemplateInput = {
  readonly name: string;
  /** A segment, or a whole segmentation. */
  readonly audience: string;
  /** The metric of P(alive) that effects raise; without one they are left out. */
  readonly alive: string | null;
};

const quoted = (text: string): string => JSON.stringify(text);
const both = ([en, zh]: Both): string => `{ en: ${quoted(en)}, zh-CN: ${quoted(zh)} }`;

/** Why, what to say and what not to, in one text. */
const talkTrack = ({ why, say, not }: ActionTemplate): Both => [
  `Why: ${why[0]} Say: ${say[0]} Do not: ${not[0]}`,
  `原因：${why[1]}话术：${say[1]}避免：${not[1]}`,
];

/** The text of a strategy's file. @example strategyText(templates[0], { name: "champions", audience: "rfm.champions", alive: null }) */
export function strategyText(template: StrategyTemplate, input: TemplateInput): string {
  const { objective, lead, positioning, channels, tier, firstResponse, contactEvery } = template;
  return `# ${template.title[0]}. Costs and effects are judgement: put in what is true for you.
# ${template.title[1]}。成本与效果均为判断，请改为实际数值。
strategy: ${input.name}
title: ${both(template.title)}
for: ${input.audience}
objective: ${objective}
owners: { lead: ${lead} }
positioning: ${both(positioning)}
channel: { prefer: [${channels.join(", ")}] }
service: { tier: ${tier}, first_response: ${firstResponse} }
relationship: { contact_every: ${contactEvery} days }
actions:
${template.actions.map((action) => actionText(action, template, input)).join("")}`;
}

function actionText(
  action: ActionTemplate,
  { lead }: StrategyTemplate,
  { alive }: TemplateInput,
): string {
  const [en, zh] = talkTrack(action);
  const hours = action.hours === 0 ? "" : `, hours: { ${lead}: ${action.hours} }`;
  const effect =
    alive === null
      ? ""
      : `    effect: { metric: ${alive}, uplift: ${action.uplift}, sd: ${action.sd}, source: judgement }\n`;
  return `  - id: ${action.id}
    do: ${both(action.do)}
    talk_track:
      en: ${quoted(en)}
      zh-CN: ${quoted(zh)}
    when: days_since_contact > ${action.after}
    cost: { money: ${action.money}${hours} }
${effect}    due: ${action.due}
`;
}
