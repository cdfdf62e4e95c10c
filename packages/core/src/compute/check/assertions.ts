/** What the data are asserted to be: sizes, coverage, drift, what strategies come to. */
import type { Assertion, SegmentRef } from "../../domain/checks/check-types.ts";
import { segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { Model } from "../../language/model/model.ts";
import {
  and,
  as,
  col,
  countAll,
  eq,
  select,
  text,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { psi } from "../../stats/psi.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { boundText, isWithin, percent, type Failure } from "./outcome.ts";
import type { ProjectData } from "./project-data.ts";

/** @returns one for each assertion that does not hold */
export async function assertionFailures(
  lane: Lane,
  assertions: readonly Assertion[],
  data: ProjectData,
  model: Model,
  options: QueryOptions,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const a of assertions)
    failures.push(...(await assertionFailure(lane, a, data, model, options)));
  return failures;
}

async function assertionFailure(
  lane: Lane,
  assertion: Assertion,
  data: ProjectData,
  model: Model,
  options: QueryOptions,
): Promise<readonly Failure[]> {
  const { place } = assertion;
  switch (assertion.kind) {
    case "size": {
      const { segmentation, segment } = assertion.of;
      const size = data.counts.get(segmentation)?.segments.find((s) => s.id === segment);
      const got = size?.[assertion.measure] ?? 0;
      const told = assertion.measure === "share" ? percent : String;
      if (isWithin(got, assertion.bound)) return [];
      const subject = `${segmentation}.${segment} · ${assertion.measure}`;
      return [{ subject, expected: boundText(assertion.bound, told), got: told(got), place }];
    }
    case "action": {
      const found = await actionMeasure(assertion, data);
      if (found !== null && isWithin(found, assertion.bound)) return [];
      const { strategy, action, measure, bound } = assertion;
      const told = measure === "share" ? percent : (n: number): string => String(Math.round(n));
      return [
        {
          subject: `${strategy}.${action} · ${measure}`,
          expected: boundText(bound, told),
          got: found === null ? "not known" : told(found),
          place,
        },
      ];
    }
    case "coverage": {
      const { unassigned = 0, outside = 0 } = data.counts.get(assertion.segmentation) ?? {};
      const participants = data.customers - outside;
      const got = participants === 0 ? 1 : 1 - unassigned / participants;
      if (isWithin(got, assertion.bound)) return [];
      const subject = `${assertion.segmentation} · coverage`;
      return [{ subject, expected: boundText(assertion.bound, percent), got: percent(got), place }];
    }
    case "drift": {
      const segments = data.counts.get(assertion.segmentation)?.segments ?? [];
      const comparable = segments.filter((s) => s.before !== null);
      if (comparable.length === 0) return [];
      const got = psi(
        comparable.map((s) => s.before ?? 0),
        comparable.map((s) => s.customers),
      );
      if (got <= assertion.atMost) return [];
      const subject = `${assertion.segmentation} · psi`;
      return [{ subject, expected: `<= ${assertion.atMost}`, got: got.toFixed(3), place }];
    }
    case "exclusive": {
      const shared = await sharedCustomers(lane, assertion.segments, data.assigned, model, options);
      return shared.map(({ names, customers }) => ({
        subject: names,
        expected: "no customer in both",
        got: String(customers),
        place,
      }));
    }
  }
}

/** @returns `null` where nobody's gain is known */
async function actionMeasure(
  { strategy, action, measure }: Extract<Assertion, { readonly kind: "action" }>,
  data: ProjectData,
): Promise<number | null> {
  const totals = await data.totals();
  const found = totals?.strategies
    .find((s) => s.strategy === strategy)
    ?.actions.find((a) => a.action === action);
  switch (measure) {
    case "customers":
      return found?.eligible ?? 0;
    case "share":
      return data.customers === 0 ? 0 : (found?.eligible ?? 0) / data.customers;
    case "cost":
      return found?.money ?? 0;
    case "gain":
      return found?.gain?.value ?? null;
  }
}

async function sharedCustomers(
  lane: Lane,
  segments: readonly SegmentRef[],
  assigned: Query,
  model: Model,
  options: QueryOptions,
): Promise<readonly { readonly names: string; readonly customers: number }[]> {
  const pairs = segments.flatMap((a, i) => segments.slice(i + 1).map((b) => [a, b] as const));
  if (pairs.length === 0) return [];
  const isIn = ({ segmentation, segment }: SegmentRef): Scalar => {
    const all = model.segmentations.find((s) => s.name === segmentation)?.assign === "all";
    return all
      ? col(segmentColumn(segmentation, segment))
      : eq(col(segmentationColumn(segmentation)), text(segment));
  };
  const columns = pairs.map(([a, b], i) => as(`pair_${i}`, countAll(and(isIn(a), isIn(b)))));
  const row = await lane.one(select({ columns, from: assigned }), options);
  return pairs.flatMap(([a, b], i) => {
    const customers = Number(row[`pair_${i}`]);
    const names = `${a.segmentation}.${a.segment}, ${b.segmentation}.${b.segment}`;
    return customers === 0 ? [] : [{ names, customers }];
  });
}
