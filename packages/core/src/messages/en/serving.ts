import type { Catalogue } from "../catalogue.ts";
import { have, suggestion } from "./words.ts";

/** About strategies, plans and the law, in English. */
export const serving = {
  "unknown-digest": ({ digest, nearest, known }) =>
    known === ""
      ? 'there is no digest; write one, such as "digests/weekly.yaml" with "digest: weekly"'
      : digest === ""
        ? `there are several digests; say which: ${known}`
        : `unknown digest "${digest}"${nearest === "" ? `; there are ${known}` : suggestion(nearest)}`,
  "unknown-plan": ({ plan, nearest, known }) =>
    known === ""
      ? 'there is no plan; write one, such as "plans/month.yaml" with "plan: month"'
      : plan === ""
        ? `there are several plans; say which: ${known}`
        : `unknown plan "${plan}"${nearest === "" ? `; there are ${known}` : suggestion(nearest)}`,
  "no-actions": () =>
    `the run that answers has no strategy with actions; write one, then "clientele run"`,
  "action-loses": ({ action, customers, worth, cost }) =>
    `"${action}" costs more than it brings: ${cost} for ${worth} over ${customers} customers for whom it is due; ` +
    `ask for it of fewer with "when", make it cheaper, or test its effect`,
  "departments-meet": ({ first, second, strategies, customers }) =>
    `${first} and ${second} both have something due with ${customers === 1 ? "the same customer" : `the same ${customers} customers`} within a week ` +
    `(${strategies}); agree on one of them, ask for days_since_contact in "when", or lower "contact: at_most"`,
  "effect-not-money": ({ metric, known }) =>
    `what one more of "${metric}" is worth does not follow; raise what is money or orders, or a chance of a model (${known}), ` +
    `or say "worth: …", in the project's currency`,
  "unknown-department": ({ department, nearest, known }) =>
    `no planned action takes hours of "${department}"${suggestion(nearest)}${known === "" ? "" : ` (there are ${known})`}`,
  "strategy-conflict": ({ first, second, channel }) =>
    `"${first}" prefers ${channel}, which "${second}" avoids, and both can be for the same customer; ` +
    `agree on one, or say in "precedence" whose word counts`,
  "strategy-without-owner": ({ strategy }) =>
    `nobody answers for "${strategy}"; name a department in "owners: { lead: … }"`,
  "segment-without-strategy": ({ segments, segmentation, count }) =>
    `${count === 1 ? "this segment" : `${count} segments`} of "${segmentation}" ${have(count)} no strategy: ${segments}; ` +
    `write one, or one for the whole segmentation`,

  "price-by-sensitive": ({ strategy, key, column, way }) =>
    `"${strategy}" sets its ${key} by the sensitive column "${column}" (${way}), and people may not be treated differently in price ` +
    `or terms without a good reason (PIPL Art. 24 and 28); choose its customers by what they do, or drop the ${key}`,
  "minors-reached": ({ strategy, age, column }) =>
    age === 14
      ? `"${strategy}" may reach children under 14, whose data need a parent's or guardian's consent (PIPL Art. 28 and 31); ` +
        `ask for it in the rule, or add "${column} >= 14"`
      : `"${strategy}" may reach minors under ${age}, who need particular care (GDPR Art. 8 and recital 71); ` +
        `ask for a guardian's consent in the rule, or add "${column} >= ${age}"`,
  "personalised-without-consent": ({ strategies }) =>
    `${strategies === 1 ? "a strategy chooses" : `${strategies} strategies choose`} by what is known of each customer, and nobody can refuse that (PIPL Art. 24); ` +
    `add "consent: { personalised: COLUMN }" to customers: who says no is left out`,
  "channel-without-consent": ({ strategy, channel }) =>
    `"${strategy}" reaches customers by ${channel}, and there is no consent of that name (PIPL Art. 13, 24 and 29); ` +
    `add "consent: { ${channel}: COLUMN }" to customers, or take a channel that they come to themselves`,
  "rule-identifies": ({ segment, column, pii }) =>
    `"${segment}" asks for "${column}", which tells who somebody is (${pii}): a segment is not for a person ` +
    `(PIPL Art. 6, GDPR Art. 5); use what customers do or have`,
  "segment-small": ({ segment, count, fewest }) =>
    `"${segment}" has ${count === 1 ? "1 customer" : `${count} customers`}, fewer than ${fewest}: what is said of it is said of persons ` +
    `(PIPL Art. 6, GDPR Art. 5); widen its rule, or join it with another`,
  "pii-in-metric": ({ metric, column, pii }) =>
    `"${metric}" is what "${column}" says (${pii}), and metrics are neither masked nor left out of exports (PIPL Art. 6 and 51); ` +
    `make it yes or no, such as "${column} is not null", or use the column itself`,
  "pii-undeclared": ({ source, column, pii }) =>
    `"${column}" of ${source} looks like personal data (${pii}), and without a declaration it is shown and exported (PIPL Art. 51, GDPR Art. 32); ` +
    `add "${column}: { pii: ${pii} }" under "columns"`,
  "machine-alone": ({ strategy, decides }) =>
    `"${strategy}" decides on ${decides === "price" ? "the price" : "the level of service"}, and no person answers for it: ` +
    `nobody is bound by what a machine alone decides (PIPL Art. 24, GDPR Art. 22); name a department in "owners: { lead: … }"`,
  "data-abroad": ({ what, host }) =>
    `"${what}" passes data of people in China through ${host}, which is abroad: that takes a basis, a notice and separate consent ` +
    `(PIPL Art. 38 to 40); keep it in China, or say on what basis`,
  "unknown-role": ({ role, nearest, known }) =>
    `there is no role "${role}"${suggestion(nearest)}${known === "" ? "" : ` (there are ${known})`}`,
  "unknown-team": ({ team, nearest, known }) =>
    `there is no team "${team}"${suggestion(nearest)}${known === "" ? ", as none is declared under teams" : ` (there are ${known})`}`,
  "role-unused": ({ role }) =>
    `nobody has the role "${role}"; give it users, groups, teams or channels, or name it under everybody`,
  "no-owner": ({ role, rows }) =>
    `"${role}" shows customers by who looks after them (rows: ${rows}), and no column says who does; name it under sources.customers.owner`,
  "export-refused": ({ who }) =>
    `"${who}" may not export customers; a role that may has "export" under may`,
  "attribute-of-nobody": ({ attribute, role }) =>
    `"${role}" shows customers by the person's "${attribute}", and nobody under people has one: it shows nothing; write it under people.….attributes`,
  "pii-to-role": ({ role, pii }) =>
    `"${role}" reads ${pii} in clear and may neither contact customers nor export them: nothing needs it (PIPL Art. 6, GDPR Art. 5(1)(c)); ` +
    `take it out of pii, or give the role what it is for under may`,
  "sensitive-to-role": ({ role, columns }) =>
    `"${role}" is shown sensitive columns (${columns}): that takes a specific purpose and separate consent (PIPL Art. 28 and 29, GDPR Art. 9); ` +
    `take "sensitive: true" away, hide what the role does not need, or say on what basis`,
  "export-to-everybody": ({ role }) =>
    `whoever has no other role has "${role}", which may export customers by name (PIPL Art. 51, GDPR Art. 32); ` +
    `take export away, or set "identify: id_only"`,
  "names-abroad": ({ role }) =>
    `"${role}" names customers in Slack, whose servers are abroad: for people in China that takes a basis, a notice and separate consent ` +
    `(PIPL Art. 38 to 40); set "identify: id_only", or say on what basis`,
  "suppression-without-reason": ({ code }) =>
    `"allow ${code}" says no reason, so it allows nothing; write "# clientele: allow ${code} because …"`,
  "suppression-unused": ({ code }) =>
    `there is no ${code} here to allow any more; remove the comment`,
  "suppression-unknown": ({ code, nearest }) =>
    `no finding of the law is called "${code}", so nothing is allowed${suggestion(nearest)}`,
} satisfies Partial<Catalogue>;
