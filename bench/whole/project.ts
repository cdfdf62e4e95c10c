/** The project of the whole sentence: 25 metrics, 30 rules, RFM, tiers, lifecycle, k-means and Pareto/NBD. */
import { asOf } from "./data.ts";

const windows = [30, 90, 180, 365];

/** Eight metrics are built in: recency, frequency, monetary, monetary_mean, tenure, inter_purchase_time, first and last order. */
const metrics: readonly (readonly [string, string])[] = [
  ...windows.map(
    (w) => [`spent_${w}`, `{ value: sum(transactions.amount), within: ${w} days }`] as const,
  ),
  ...windows.map(
    (w) => [`lines_${w}`, `{ value: count(transactions), within: ${w} days }`] as const,
  ),
  ["biggest", "{ value: max(transactions.amount) }"],
  ["smallest", "{ value: min(transactions.amount) }"],
  ["middling", "{ value: avg(transactions.amount) }"],
  ["app_lines", "{ value: count(transactions) filter (where channel = 'app') }"],
  ["app_spent", "{ value: sum(transactions.amount) filter (where channel = 'app') }"],
  [
    "app_share",
    "{ value: count(transactions) filter (where channel = 'app') / count(transactions), within: 180 days }",
  ],
  ["biggest_90", "{ value: max(transactions.amount), within: 90 days }"],
  ["trend", "{ value: spent_90 / spent_365 }"],
  ["p_alive", "{ model: pareto_nbd }"],
];

export const ruleOf = (i: number): string => `recency < ${10 + i * 12} and monetary > ${i * 20}`;

/** The files by their path. */
export const projectTexts: Readonly<Record<string, string>> = {
  "clientele.yaml": `clientele: 1
name: The whole sentence
as_of: ${asOf}
sources:
  transactions: { from: data/*.parquet, customer: customer, time: day, amount: amount }
metrics:
${metrics.map(([name, of]) => `  ${name}: ${of}`).join("\n")}
`,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/value.yaml":
    "segmentation: value\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers:\n  - { id: high, top: 80% of value }\n  - { id: low, rest: true }\n",
  "segmentations/stages.yaml": "segmentation: stages\nkind: lifecycle\n",
  "segmentations/groups.yaml": `segmentation: groups
kind: kmeans
features:
  - recency
  - { metric: frequency, transform: log1p }
  - { metric: monetary, transform: log1p }
  - tenure
  - { metric: spent_90, transform: log1p }
  - { metric: spent_365, transform: log1p }
  - app_lines
  - biggest
k: 8
`,
  "segmentations/rules.yaml": `segmentation: rules
kind: rules
assign: all
segments:
${Array.from({ length: 30 }, (_, i) => `  - { id: r${i}, when: ${ruleOf(i)} }`).join("\n")}
`,
};
