/** Cards of fitted models: the data, what was found, how well it foretells, and whether to use it. */
import type { Accuracy, PurchaseCard, Refusal } from "../domain/model-card.ts";
import type { Cards } from "../host/protocol.ts";
import { carriedNote } from "./carried-note.ts";
import { countCell, shareCell, textCell } from "./cells.ts";
import { clusterBlocks } from "./cluster-card.ts";
import { contractBlocks } from "./contract-card.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, formatNumber, formatShare } from "./format-number.ts";
import { cardWordsFor, type CardWords } from "./model-card-words.ts";
import { degenerateNote, parameterTable } from "./model-parameters.ts";
import type { Block, Cell, Column, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/**
 * What a run learned, a card after the other.
 *
 * @param found the answer of `cards`
 */
export function modelCardsView({ base, cards }: Cards, options: ViewOptions): View {
  const words = cardWordsFor(options.locale);
  const blocksOf = ({ name, metrics, card }: Cards["cards"][number]): readonly Block[] => {
    switch (card.kind) {
      case "clusters":
        return clusterBlocks(card, name, options);
      case "contracts":
        return contractBlocks(card, metrics, options);
      case "purchases":
        return purchaseBlocks(card, metrics, words, options);
    }
  };
  const blocks = cards.flatMap((found) => [
    ...blocksOf(found),
    ...carriedNote(found.card, options),
  ]);
  return {
    id: "model-cards",
    title: words.title,
    run: base.run,
    blocks: blocks.length === 0 ? [{ kind: "note", tone: "hint", text: words.none }] : blocks,
    actions: [],
  };
}

function purchaseBlocks(
  card: PurchaseCard,
  metrics: readonly string[],
  words: CardWords,
  options: ViewOptions,
): readonly Block[] {
  const { locale } = options;
  const { customers, repeaters, from, until, holdout, refusal, spend } = card;
  const period = `${formatDate(from, options)} – ${formatDate(until, options)}`;
  const count = (n: number): string => formatNumber(n, 0);
  const head: Block = {
    kind: "facts",
    facts: [
      {
        label: words.model,
        cells: [textCell(words.models[card.model])],
        ...(card.asked === "auto" ? { note: words.chosen } : {}),
      },
      { label: words.gives, cells: [textCell(metrics.join(words.separator))] },
      {
        label: words.data,
        cells: [textCell(words.buyers(count(customers), count(repeaters)))],
        note: period,
      },
      { label: words.verdict, cells: [textCell(words.verdicts[card.verdict])] },
    ],
  };
  const warned =
    holdout !== null && holdout.auc !== null && holdout.auc < 0.5
      ? [{ kind: "note", tone: "warning", text: words.ranksBadly } as const]
      : [];
  return [
    head,
    ...refusalNote(refusal, words),
    ...parameterTable(words.parameters, card.parameters, card.logLikelihood, words),
    ...(spend === null
      ? []
      : [
          ...refusalNote(spend.refusal, words),
          ...parameterTable(
            words.spend(count(spend.customers)),
            spend.parameters,
            spend.logLikelihood,
            words,
            spend.correlation,
          ),
        ]),
    ...(holdout === null
      ? [{ kind: "note", tone: "hint", text: words.notHeldOut } as const]
      : [
          {
            kind: "table",
            title: words.holdout(
              formatDays(holdout.days, locale),
              formatDate(holdout.until, options),
              count(holdout.customers),
              count(holdout.actual),
            ),
            columns: accuracyColumns(words),
            rows: [
              accuracyRow(words.models[card.model], {
                ...holdout,
                auc: holdout.aucExpected,
              }),
              ...Object.entries(card.baselines).map(([name, accuracy]) =>
                accuracyRow(words.baselines[name] ?? name, accuracy),
              ),
            ],
          } as const,
          ...(holdout.auc === null
            ? []
            : [
                {
                  kind: "note",
                  tone: "plain",
                  text: words.ranking(formatShare(holdout.auc, locale, "short")),
                } as const,
              ]),
        ]),
    ...warned,
    ...candidateTable(card, words),
  ];
}

function refusalNote(refusal: Refusal | null, words: CardWords): readonly Block[] {
  if (refusal === null) return [];
  if (refusal.kind === "too-few") {
    const [customers, repeaters] = refusal.needed;
    const text = words.tooFew(refusal.customers, refusal.repeaters, customers, repeaters);
    return [{ kind: "note", tone: "warning", text }];
  }
  return [degenerateNote(refusal, words)];
}

const accuracyColumns = (words: CardWords): readonly Column[] => [
  { id: "by", label: words.by, type: "text" },
  { id: "predicted", label: words.predicted, type: "number" },
  { id: "bias", label: words.bias, type: "share" },
  { id: "mae", label: words.mae, type: "number" },
  { id: "auc", label: words.auc, type: "number" },
  { id: "top", label: words.topDecile, type: "share" },
];

function accuracyRow(
  name: string,
  { predicted, bias, mae, auc, topDecile }: Accuracy,
): readonly Cell[] {
  const rounded = (n: number | null, digits: number): Cell =>
    countCell(n === null ? null : Number(n.toFixed(digits)));
  const share = (n: number | null): Cell =>
    n === null ? { value: null, type: "share" } : shareCell(n);
  return [
    textCell(name),
    rounded(predicted, 1),
    share(bias),
    rounded(mae, 4),
    rounded(auc, 3),
    share(topDecile),
  ];
}

function candidateTable({ candidates }: PurchaseCard, words: CardWords): readonly Block[] {
  if (candidates.length === 0) return [];
  return [
    {
      kind: "table",
      title: words.candidates,
      columns: [
        { id: "model", label: words.model, type: "text" },
        { id: "mae", label: words.mae, type: "number" },
      ],
      rows: candidates.map(({ model, mae }) => [
        textCell(words.models[model]),
        countCell(mae === null ? null : Number(mae.toFixed(4))),
      ]),
    },
  ];
}
