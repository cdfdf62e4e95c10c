/**
 * How long the grammar takes to read a question about a large project, whose words are invented.
 *
 *     npm run pnpm -- exec node --conditions=source bench/ask.ts
 */
import { askReader, buildLexicon, type AskCatalog } from "../packages/core/src/people/index.ts";

const segmentsEach = 20;
const segmentations = 50;
const columns = 200;
const valuesEach = 50;

const syllables = "ba ke lo mi na pe ru sa ti vo xu ze".split(" ");
const characters = "江海山河春夏秋冬东南西北金木水火";

/** An invented word that no other number gives. */
const word = (n: number): string =>
  `${syllables[n % 12]}${syllables[Math.floor(n / 12) % 12]}${syllables[Math.floor(n / 144) % 12]}${n}`;
const chinese = (n: number): string =>
  [0, 1, 2, 3].map((at) => characters[Math.floor(n / 16 ** at) % 16] ?? "").join("");

const catalog: AskCatalog = {
  asOf: "2026-11-18",
  segmentations: Array.from({ length: segmentations }, (_, i) => ({
    id: `scheme_${i}`,
    title: { en: `Scheme ${word(i)}`, "zh-CN": `方案${chinese(i)}` },
    assign: i % 2 === 0 ? "first" : "all",
    segments: Array.from({ length: segmentsEach }, (_unused, j) => {
      const n = i * segmentsEach + j;
      return {
        id: `part_${n}`,
        title: { en: `Part ${word(n)}`, "zh-CN": `分群${chinese(n)}客户` },
      };
    }),
  })),
  values: [
    {
      id: "monetary",
      kind: "metric",
      type: "number",
      unit: "money",
      title: { en: "Monetary value", zh: "消费金额" },
    },
    {
      id: "monetary_365",
      kind: "metric",
      type: "number",
      unit: "money",
      title: "Monetary value, 365 days",
    },
    {
      id: "recency",
      kind: "metric",
      type: "number",
      unit: "days",
      title: { en: "Recency", zh: "最近购买天数" },
    },
    {
      id: "frequency",
      kind: "metric",
      type: "number",
      unit: "orders",
      title: { en: "Frequency", zh: "购买次数" },
    },
    ...Array.from({ length: columns }, (_, i) => ({
      id: `column_${i}`,
      kind: "attribute" as const,
      type: "text" as const,
      unit: null,
      title: { en: `Column ${word(i + 5000)}`, "zh-CN": `字段${chinese(i + 5000)}` },
    })),
  ],
  known: Object.fromEntries(
    Array.from({ length: columns }, (_, i) => [
      `column_${i}`,
      Array.from({ length: valuesEach }, (_unused, j) => word(10_000 + i * valuesEach + j)),
    ]),
  ),
};

const questions = [
  `how many part ${word(777)}`,
  `top 20 part ${word(12)} by monetary`,
  `part ${word(700)} customers in ${word(12_345)} who spent more than 5000 last year and have not bought for 90 days`,
  `average monetary value of part ${word(3)} by column ${word(5100)}`,
  `compare part ${word(40)} and part ${word(41)}`,
  `分群${chinese(321)}客户里消费最多的 20 个`,
  `半年没买、近一年消费超过一万的分群${chinese(55)}客户有多少`,
  "what should I do next for lihua",
  "丽华近一年消费多少",
  "and please tell me something about the weather in the place where we are going to meet tomorrow at noon",
];

let started = performance.now();
const lexicon = buildLexicon(catalog);
const read = askReader(lexicon);
const built = performance.now() - started;
for (const question of questions) read(question);

const times: number[] = [];
for (const question of questions) {
  const own = Array.from({ length: 200 }, () => {
    started = performance.now();
    read(question);
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  times.push(...own);
  console.log(`${(own[100] ?? 0).toFixed(2).padStart(6)} ms  ${question}`);
}
const sorted = times.toSorted((a, b) => a - b);
const at = (p: number): string => (sorted[Math.floor(p * (sorted.length - 1))] ?? 0).toFixed(2);
console.log(`${segmentations * segmentsEach} segments, ${columns} columns of ${valuesEach} values`);
console.log(`lexicon built in ${built.toFixed(0)} ms`);
console.log(`a question: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
