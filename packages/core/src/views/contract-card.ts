/** The card of a model of contracts: what was learned, the observed curve beside it, and how well it foretells. */
import type { ContractCard, ContractRefusal, RenewalAccuracy } from "../domain/model-card.ts";
import { countCell, shareCell, textCell } from "./cells.ts";
import { contractWordsFor, type ContractWords } from "./contract-card-words.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, formatNumber, formatShare } from "./format-number.ts";
import { degenerateNote, parameterTable } from "./model-parameters.ts";
import type { Block, ChartSeries } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

const count = (n: number): string => formatNumber(n, 0);

export function contractBlocks(
  card: ContractCard,
  metrics: readonly string[],
  options: ViewOptions,
): readonly Block[] {
  const words = contractWordsFor(options.locale);
  const { contracts, ended, from, until, period } = card;
  return [
    {
      kind: "facts",
      facts: [
        { label: words.model, cells: [textCell(words.name)] },
        { label: words.gives, cells: [textCell(metrics.join(words.separator))] },
        {
          label: words.data,
          cells: [textCell(words.contracts(card.source, count(contracts), count(ended)))],
          note: `${formatDate(from, options)} – ${formatDate(until, options)}`,
        },
        { label: words.period, cells: [textCell(words.periods(period.count, period.unit))] },
        { label: words.verdict, cells: [textCell(words.verdicts[card.verdict])] },
      ],
    },
    ...refusalNote(card.refusal, words),
    ...parameterTable(words.parameters, card.parameters, card.logLikelihood, words),
    ...curveChart(card, words, options),
    ...holdoutTable(card, words, options),
  ];
}

function refusalNote(refusal: ContractRefusal | null, words: ContractWords): readonly Block[] {
  if (refusal === null) return [];
  if (refusal.kind === "too-few") {
    const [contracts, ended] = refusal.needed;
    const text = words.tooFew(refusal.contracts, refusal.ended, contracts, ended);
    return [{ kind: "note", tone: "warning", text }];
  }
  return [degenerateNote(refusal, words)];
}

/** Of so many points at most, so that it stays readable. */
const mostPoints = 12;

function curveChart(
  { curve }: ContractCard,
  words: ContractWords,
  { locale }: ViewOptions,
): readonly Block[] {
  const last = curve.at(-1);
  if (last === undefined) return [];
  const step = Math.ceil(curve.length / mostPoints);
  const shown = curve.filter((_, i) => i % step === 0 || i === curve.length - 1);
  const line = (name: string, of: (point: (typeof curve)[number]) => number): ChartSeries => ({
    name,
    points: [
      { label: "0", value: 1 },
      ...shown.map((point) => ({ label: String(point.period), value: of(point) })),
    ],
  });
  const share = (value: number): string => formatShare(value, locale, "short");
  const sentence = words.curve(
    count(last.period),
    share(last.survival),
    `${share(last.low)} – ${share(last.high)}`,
    last.model === null ? null : share(last.model),
  );
  return [
    {
      kind: "chart",
      chart: "line",
      title: words.curveTitle,
      sentence,
      type: "share",
      series: [
        line(words.observed, ({ survival }) => survival),
        ...(last.model === null ? [] : [line(words.short, ({ model }) => model ?? 0)]),
      ],
    },
    {
      kind: "table",
      columns: [
        { id: "renewals", label: words.renewals, type: "number" },
        { id: "at_risk", label: words.atRisk, type: "number" },
        { id: "ended", label: words.ended, type: "number" },
        { id: "survival", label: words.observed, type: "share" },
        { id: "low", label: words.low, type: "share" },
        { id: "high", label: words.high, type: "share" },
        { id: "model", label: words.short, type: "share" },
      ],
      rows: shown.map((point) => [
        countCell(point.period),
        countCell(point.atRisk),
        countCell(point.ended),
        shareCell(point.survival),
        shareCell(point.low),
        shareCell(point.high),
        point.model === null ? { value: null, type: "share" } : shareCell(point.model),
      ]),
    },
  ];
}

function holdoutTable(
  { holdout, baselines }: ContractCard,
  words: ContractWords,
  options: ViewOptions,
): readonly Block[] {
  if (holdout === null) return [{ kind: "note", tone: "hint", text: words.notHeldOut }];
  const row = (name: string, { predicted, bias, mae, brier, auc }: RenewalAccuracy) => [
    textCell(name),
    countCell(Number(predicted.toFixed(1))),
    bias === null ? ({ value: null, type: "share" } as const) : shareCell(bias),
    countCell(Number(mae.toFixed(4))),
    countCell(Number(brier.toFixed(4))),
    countCell(auc === null ? null : Number(auc.toFixed(3))),
  ];
  return [
    {
      kind: "table",
      title: words.holdout(
        formatDays(holdout.days, options.locale),
        formatDate(holdout.until, options),
        count(holdout.contracts),
        count(holdout.actual),
      ),
      columns: [
        { id: "by", label: words.by, type: "text" },
        { id: "predicted", label: words.predicted, type: "number" },
        { id: "bias", label: words.bias, type: "share" },
        { id: "mae", label: "MAE", type: "number" },
        { id: "brier", label: "Brier", type: "number" },
        { id: "auc", label: "AUC", type: "number" },
      ],
      rows: [
        row(words.name, holdout),
        ...Object.entries(baselines).map(([name, accuracy]) =>
          row(name === "naive_rate" ? words.naiveRate : name, accuracy),
        ),
      ],
    },
  ];
}
