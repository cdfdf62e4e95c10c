/** The fit of a model of contracts: which rows it reads, and how what it learned becomes columns. */
import {
  asc,
  cases,
  cast,
  coalesce,
  col,
  countAll,
  date,
  daysBetween,
  double,
  isNotNull,
  nil,
  select,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import {
  contractGroup,
  contractOutputName,
  type ContractMetric,
} from "../../language/model/contract-metric.ts";
import { isContract } from "../../language/model/fit-metric.ts";
import type { MetricModel, Model } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { fittedColumn } from "../columns.ts";
import type { Added, Fit } from "../fit.ts";
import type { ModelCard } from "../model-card.ts";
import { goneDay } from "./apply-contracts.ts";
import { contractColumns } from "./contract-columns.ts";
import { asJson } from "./contract-parameters.ts";
import { learnContracts } from "./learn-contracts.ts";

/** Metrics on the same source with the same period share one fit, named after the first. */
export function contractFit(model: Model, asked: ContractMetric, asOf: string): Fit {
  const group = contractGroup(asked);
  const outputs = new Map<string, ContractMetric["output"]>();
  const metrics = model.metrics.filter(({ fit }) => {
    if (fit === undefined || !isContract(fit) || contractGroup(fit) !== group) return false;
    outputs.set(contractOutputName(fit.output), fit.output);
    return true;
  });
  const [first] = metrics;
  if (first === undefined) throw new RangeError(`no metric names ${group}`);
  const { source, period } = asked;
  const columns = contractColumns(source);
  const since: Added = {
    name: "k_since",
    value: cases(
      [[isNotNull(col(columns.first)), coalesce(days(columns.since), double(goneDay))]],
      nil("double"),
    ),
  };
  return {
    name: first.name,
    key: group,
    place: first.place,
    needs: [],
    reads: (customers) => learnedRows(customers, source),
    learner: learnContracts,
    options: asJson({ source, period, outputs: [...outputs.values()], asOf }),
    side: {
      keys: [since],
      reads: (customers) =>
        select({
          distinct: true,
          columns: { [since.name]: since.value },
          from: customers,
          where: isNotNull(col(columns.first)),
          orderBy: [asc(col(since.name))],
        }),
      columns: [...outputs.keys()].map((name) => fittedColumn(group, name)),
    },
    problems: (card) => contractProblems(card, metrics, first.place),
  };
}

const days = (column: string): Scalar =>
  cast(daysBetween(date("1970-01-01"), col(column)), "double");

/** First contracts, alike ones together. */
function learnedRows(customers: Relation, source: string) {
  const { first, ended } = contractColumns(source);
  return select({
    columns: {
      start: days(first),
      end: days(ended),
      n: cast(countAll(), "double"),
    },
    from: customers,
    where: isNotNull(col(first)),
    groupBy: [col(first), col(ended)],
    orderBy: [asc(col(first)), asc(col(ended))],
  });
}

/** Warnings where the model was refused, with what stands in. */
function contractProblems(
  card: ModelCard,
  metrics: readonly MetricModel[],
  place: Place,
): readonly Problem[] {
  if (card.kind !== "contracts" || card.refusal === null) return [];
  const { refusal, model } = card;
  const fallback = [...new Set(metrics.flatMap(({ fit }) => fit?.output.fallback ?? []))]
    .toSorted()
    .join(", ");
  const name = metrics[0]?.name ?? "";
  const severity = { severity: "warning" } as const;
  if (refusal.kind === "too-few") {
    const { contracts, ended, needed } = refusal;
    const [contractsNeeded, endedNeeded] = needed;
    const values = { name, model, contracts, ended, contractsNeeded, endedNeeded, fallback };
    return [problem("too-few-contracts", values, place, severity)];
  }
  const { why, parameter, value } = refusal;
  const values = { name, model, why, parameter, value, fallback };
  return [problem("degenerate-fit", values, place, severity)];
}
