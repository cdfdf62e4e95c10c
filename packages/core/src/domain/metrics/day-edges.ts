/**
 * On which days a customer's base columns change by themselves when D moves: what a later run has to compute anew.
 *
 * Base columns look at D in two ways. Rows are compared with edges (`day <= D`, `day > D − w`): a customer without a row
 * between an edge's old and new day compares as before. And ages count days up to D: they grow by as much as D moves.
 */
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { AggregateModel } from "../../language/model/typed.ts";
import { builtinColumn, rhythmColumn } from "../columns.ts";
import type { BaseRequest } from "./base-columns.ts";
import { answerDays } from "./latest-row.ts";
import { twiceAsFarBack } from "./on-use-metrics.ts";
import { ageColumn, calibrationColumns } from "./purchase-history.ts";
import type { RowsRequest } from "./row-aggregates.ts";

export type DayEdges = {
  /** Days that rows are compared with, ISO, in an order that the definition alone decides. */
  readonly edges: readonly string[];
  /** Columns that count days up to a day, with the place of that day: they grow by as much as it does. */
  readonly ages: Readonly<Record<string, number>>;
};

const day = 86_400_000;

/** @example daysBack("2026-11-21", 21) // => "2026-10-31" */
export const daysBack = (asOf: string, days: number): string =>
  new Date(Date.parse(asOf) - days * day).toISOString().slice(0, 10);

const dayNumber = (of: string): number => Math.round(Date.parse(of) / day);

/** The place of a day among the days that are not closed. @param closed ISO, each once */
const openPlace = (of: string, closed: readonly string[]): number =>
  dayNumber(of) - closed.filter((c) => c <= of).length;

/** Of `baseMetrics`; `null` where something looks at D in another way. */
export function edgesOfTotals(
  request: BaseRequest,
  asOf: string,
  closed: readonly string[],
  split: string,
): DayEdges | null {
  if (request.aggregates.some(readsAsOf)) return null;
  const windows = [...new Set(request.windows.map((w) => w.within))];
  const ages: [string, number][] = [
    [builtinColumn("recency", null), openPlace(asOf, closed)],
    [builtinColumn("tenure", null), dayNumber(asOf)],
    ...request.windows.flatMap(({ name, within }): [string, number][] => {
      if (name === "recency") return [[builtinColumn(name, within), openPlace(asOf, closed)]];
      return name === "tenure" ? [[builtinColumn(name, within), dayNumber(asOf)]] : [];
    }),
  ];
  if (request.purchases)
    ages.push([ageColumn, dayNumber(asOf)], [calibrationColumns.age, dayNumber(split)]);
  return {
    edges: [
      asOf,
      ...windows.map((within) => daysBack(asOf, within)),
      ...twiceAsFarBack(request).map((within) => daysBack(asOf, 2 * within)),
      ...windowsOf(request.aggregates).map((within) => daysBack(asOf, within)),
      ...(request.purchases ? [split] : []),
    ],
    ages: Object.fromEntries(ages),
  };
}

/** For each edge of `edgesOfTotals` the window that it is the beginning of; `null` for others. */
export const windowsOfEdges = (request: BaseRequest): readonly (number | null)[] => [
  null,
  ...new Set(request.windows.map((w) => w.within)),
  ...twiceAsFarBack(request).map(() => null),
  ...windowsOf(request.aggregates),
  ...(request.purchases ? [null] : []),
];

/** Of `rowAggregates`; `null` where something looks at D in another way. */
export const edgesOfRows = ({ kind, aggregates }: RowsRequest, asOf: string): DayEdges | null =>
  kind === "spans" || aggregates.some(readsAsOf)
    ? null
    : {
        edges: [asOf, ...windowsOf(aggregates).map((within) => daysBack(asOf, within))],
        ages: {},
      };

/** Of `latestRow`. */
export const edgesOfLatest = (asOf: string): DayEdges => ({
  edges: [asOf, daysBack(asOf, answerDays)],
  ages: {},
});

/** Of `rhythms`. @param back days behind D */
export function edgesOfRhythm(
  asOf: string,
  back: number,
  windows: readonly number[],
  closed: readonly string[],
): DayEdges {
  const until = daysBack(asOf, back);
  return {
    edges: [until, ...windows.map((within) => daysBack(until, within))],
    ages: back === 0 ? {} : { [rhythmColumn("recency", back)]: openPlace(until, closed) },
  };
}

const windowsOf = (aggregates: readonly AggregateModel[]): readonly number[] => [
  ...new Set(aggregates.flatMap(({ within }) => (within === null ? [] : [within]))),
];

const readsAsOf = ({ argument, filter }: AggregateModel): boolean =>
  [argument, filter].some(
    (expression) =>
      expression !== null &&
      walkTyped(expression).some((node) => node.kind === "name" && node.ref.kind === "as-of"),
  );
