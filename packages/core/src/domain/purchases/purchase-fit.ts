/** The fit of a model of purchases: which rows it reads, and how what it learned becomes columns. */
import {
  add,
  as,
  asc,
  call,
  cases,
  cast,
  coalesce,
  col,
  div,
  double,
  gt,
  int,
  isNotNull,
  mul,
  nil,
  select,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { isContract } from "../../language/model/fit-metric.ts";
import type { Model } from "../../language/model/model.ts";
import {
  outputName,
  type PurchaseMetric,
  type PurchaseOutput,
} from "../../language/model/purchase-metric.ts";
import { fittedColumn, idColumn } from "../columns.ts";
import type { Added, Fit } from "../fit.ts";
import {
  ageColumn,
  calibrationColumns,
  lastColumn,
  repeatMoneyColumn,
  repeatsColumn,
} from "../metrics/purchase-history.ts";
import { confidenceFactor } from "./confidence.ts";
import { learnPurchases } from "./learn-purchases.ts";
import {
  asJson,
  isConfidence,
  parametersOf,
  sideNames,
  spendOf,
  type PurchaseParameters,
} from "./parameters.ts";
import { purchaseProblems } from "./purchase-problems.ts";
import { sampleOf } from "../sample.ts";

/** More customers than this are sampled, by a keyed hash of their id. */
const mostRows = 50_000;
const seed = "0";

const learnedColumns = {
  x: repeatsColumn,
  tx: lastColumn,
  t: ageColumn,
  repeat: repeatMoneyColumn,
  x_c: calibrationColumns.repeats,
  tx_c: calibrationColumns.last,
  t_c: calibrationColumns.age,
  repeat_c: calibrationColumns.repeatMoney,
  before: calibrationColumns.before,
  after: calibrationColumns.after,
};

/** Several metrics that name the same model share one fit, named after the first. */
export function purchaseFit(model: Model, choice: PurchaseMetric["model"], asOf: string): Fit {
  const metrics = model.metrics.filter((m) => m.fit?.model === choice);
  const [first] = metrics;
  if (first === undefined) throw new RangeError(`no metric names ${choice}`);
  const outputs = metrics.flatMap(({ fit }) =>
    fit === undefined || isContract(fit) ? [] : fit.output,
  );
  const names = new Map(outputs.map((output) => [outputName(output), output]));
  const clvs = [...names].filter(([, { kind }]) => kind === "clv").map(([name]) => name);
  const keys: readonly Added[] = [
    { name: "k_x", value: asDouble(col(repeatsColumn)) },
    { name: "k_tx", value: asDouble(col(lastColumn)) },
    { name: "k_t", value: asDouble(col(ageColumn)) },
  ];
  return {
    name: first.name,
    key: choice,
    place: first.place,
    needs: [],
    reads: (customers) => learnedRows(customers),
    learner: learnPurchases,
    options: asJson({ model: choice, outputs: [...names.values()], asOf }),
    side: {
      keys,
      reads: (customers) =>
        select({
          distinct: true,
          columns: Object.fromEntries(keys.map((k) => [k.name, k.value])),
          from: customers,
          where: isNotNull(col(repeatsColumn)),
          orderBy: keys.map((k) => asc(col(k.name))),
        }),
      columns: [...new Set([...names.values()].flatMap(sideNames))].map((name) =>
        fittedColumn(choice, name),
      ),
    },
    problems: (card) => purchaseProblems(card, metrics, first.place),
    levels: (parameters) => [
      clvs.map((name) => ({
        name: fittedColumn(choice, name),
        value: clvOf(choice, names.get(name), parametersOf(parameters)),
      })),
    ],
  };
}

/** The weight of the history times what purchases bring. */
function clvOf(
  choice: string,
  output: PurchaseOutput | undefined,
  parameters: PurchaseParameters,
): Scalar {
  if (output === undefined) throw new Error("unreachable: a column of no output");
  const own = spendOf(parameters, output);
  const columns = sideNames(output).map((name) => col(fittedColumn(choice, name)));
  const [weight, one, u, squared] = columns;
  if (weight === undefined) throw new Error("unreachable: an output has a column");
  const value = mul(weight, spend(own));
  if (output.kind !== "clv" || !isConfidence(output)) return value;
  if (one === undefined || u === undefined || squared === undefined)
    throw new Error("unreachable: an end of an interval has a variance");
  const end = output.bound === "low95" ? "low" : "high";
  return mul(value, confidenceFactor(end, [one, u, squared], gammaShare(own)));
}

/** γ of what Gamma-Gamma expects, as a share. */
function gammaShare({ spend: fitted }: PurchaseParameters): Scalar {
  if (fitted === null) return double(0);
  const brought = coalesce(asDouble(col(repeatMoneyColumn)), double(0));
  const gamma = double(fitted[2]);
  return div(gamma, add(gamma, call("greatest", double(0), brought)));
}

const asDouble = (value: Scalar): Scalar => cast(value, "double");

function learnedRows(customers: Relation) {
  const columns = Object.entries(learnedColumns);
  const buyers = select({
    columns: [idColumn, ...columns.map(([, column]) => column)],
    from: customers,
    where: isNotNull(col(repeatsColumn)),
  });
  return sampleOf(
    buyers,
    columns.map(([name, column]) => as(name, asDouble(col(column)))),
    { seed, most: mostRows },
  );
}

/** With Gamma-Gamma γ + what repeat purchases brought; else what one of them brought in the mean. */
function spend({ spend: fitted, meanSpend }: PurchaseParameters): Scalar {
  const money = coalesce(asDouble(col(repeatMoneyColumn)), double(0));
  if (fitted !== null) return call("greatest", double(0), add(double(fitted[2]), money));
  const mean = meanSpend === null ? nil("double") : double(meanSpend);
  const own = div(money, asDouble(col(repeatsColumn)));
  return cases([[gt(col(repeatsColumn), int(0)), call("greatest", double(0), own)]], mean);
}
