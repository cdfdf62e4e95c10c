/** The card of clusters: what was tried, how each k does by all three that it is judged by, and why this one. */
import type { ClusterCard } from "../domain/model-card.ts";
import { shareCell, textCell } from "./cells.ts";
import { formatNumber, formatShare, isChinese } from "./format-number.ts";
import type { Block, Cell } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

const en = {
  model: "Model",
  clusters: (k: string, name: string) => `${name}: ${k} clusters`,
  none: (name: string) => `${name}: no clusters`,
  data: "Data",
  learned: (sample: string, customers: string) => `${customers} customers, ${sample} to learn from`,
  features: "Features",
  inertia: "Inertia",
  rounds: (rounds: string) => `after ${rounds} rounds over all customers`,
  verdict: "Verdict",
  verdicts: {
    good: "Good: stable under resampling, and no cluster too small",
    fair: "Fair: either not stable under resampling, or one cluster too small",
    poor: "Poor: not stable under resampling, and one cluster too small",
    refused: "Refused: nobody is in a cluster",
  },
  reasons: {
    named: "the project names this k",
    best: "the best silhouette of those that are stable and large enough",
    "none-stable": "no k is stable: the most stable of those that are large enough",
    "none-large": "every k has a cluster that is too small: the most stable one",
  },
  tooFew: (customers: string, needed: string) =>
    `${customers} customers with every feature; ${needed} are needed.`,
  tried: (stability: string, smallest: string) =>
    `What was tried: stability from ${stability} and smallest cluster from ${smallest} on pass`,
  chosen: "chosen",
  stability: "Stability",
  smallest: "Smallest",
  silhouette: "Silhouette",
  sizes: "Sizes in the sample",
};

const zh: typeof en = {
  model: "模型",
  clusters: (k, name) => `${name}：${k} 类`,
  none: (name) => `${name}：未聚类`,
  data: "数据",
  learned: (sample, customers) => `${customers} 位客户，其中 ${sample} 位用于学习`,
  features: "特征",
  inertia: "组内平方和",
  rounds: (rounds) => `全体客户迭代 ${rounds} 轮`,
  verdict: "结论",
  verdicts: {
    good: "良好：重抽样稳定，且没有过小的类",
    fair: "尚可：重抽样不稳定，或有一类过小",
    poor: "欠佳：重抽样不稳定，且有一类过小",
    refused: "已拒绝：没有客户归入任何一类",
  },
  reasons: {
    named: "项目指定了 k",
    best: "稳定且规模足够的各 k 中，轮廓系数最高",
    "none-stable": "没有稳定的 k：取规模足够者中最稳定的",
    "none-large": "每个 k 都有过小的类：取最稳定的",
  },
  tooFew: (customers, needed) => `特征齐全的客户仅 ${customers} 位，至少需要 ${needed} 位。`,
  tried: (stability, smallest) =>
    `试过的 k：稳定性不低于 ${stability}、最小一类不低于 ${smallest} 为合格`,
  chosen: "选定",
  stability: "稳定性",
  smallest: "最小一类",
  silhouette: "轮廓系数",
  sizes: "样本中的规模",
};

/** The blocks of a card. @param name of the segmentation */
export function clusterBlocks(
  card: ClusterCard,
  name: string,
  { locale }: Pick<ViewOptions, "locale">,
): readonly Block[] {
  const words = isChinese(locale) ? zh : en;
  const count = (n: number): string => formatNumber(n, 0);
  const { k, reason, refusal, needs } = card;
  const title = k === null ? words.none(name) : words.clusters(count(k), name);
  const features = card.features.map((f) => {
    const lambda = f.lambda === null ? "" : ` λ ${formatNumber(f.lambda, 2)}`;
    return f.transform === "none" ? f.name : `${f.name} (${f.transform}${lambda})`;
  });
  const head: Block = {
    kind: "facts",
    facts: [
      {
        label: words.model,
        cells: [textCell(title)],
        ...(reason === null ? {} : { note: words.reasons[reason] }),
      },
      {
        label: words.data,
        cells: [textCell(words.learned(count(card.sample), count(card.customers)))],
      },
      ...(features.length === 0
        ? []
        : [{ label: words.features, cells: [textCell(features.join(" · "))] }]),
      ...(card.inertia === null
        ? []
        : [
            {
              label: words.inertia,
              cells: [number(card.inertia, 1)],
              note: words.rounds(count(card.rounds)),
            },
          ]),
      { label: words.verdict, cells: [textCell(words.verdicts[card.verdict])] },
    ],
  };
  if (refusal !== null) {
    const text = words.tooFew(count(refusal.customers), count(refusal.needed));
    return [head, { kind: "note", tone: "warning", text }];
  }
  const table: Block = {
    kind: "table",
    title: words.tried(
      formatNumber(needs.stability, 2),
      formatShare(needs.smallest, locale, "short"),
    ),
    columns: [
      { id: "k", label: "k", type: "number" },
      { id: "stability", label: words.stability, type: "number" },
      { id: "smallest", label: words.smallest, type: "share" },
      { id: "silhouette", label: words.silhouette, type: "number" },
      { id: "sizes", label: words.sizes, type: "text" },
      { id: "chosen", label: "", type: "text" },
    ],
    rows: card.candidates.map((c) => [
      number(c.k, 0),
      number(c.stability, 3),
      shareCell(c.smallest),
      number(c.silhouette, 3),
      textCell(c.sizes.map(count).join(" / ")),
      textCell(c.k === k ? words.chosen : ""),
    ]),
  };
  return [head, table];
}

const number = (value: number | null, digits: number): Cell => ({
  value: value === null ? null : Number(value.toFixed(digits)),
  type: "number",
});
