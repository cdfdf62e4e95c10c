/** Compares what is expected of single customers with what was computed. */
import { segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { Expectation } from "../../domain/checks/check-types.ts";
import { noContacts } from "../../domain/strategy/contacts.ts";
import { serve } from "../../domain/strategy/serving.ts";
import type { Model } from "../../language/model/model.ts";
import { plain, type Plain } from "../engine/cell.ts";
import type { Row } from "../engine/engine.ts";
import { servedRow } from "../plan/served-row.ts";
import { boundText, isWithin, type Failure } from "./outcome.ts";

/** Relative difference up to which two numbers are the same: doubles of a mean or a share. */
const tolerance = 1e-9;

/** What does not hold. @param rows customers by id */
export function expectationFailures(
  expectations: readonly Expectation[],
  rows: ReadonlyMap<string, Row>,
  model: Model,
  asOf: string,
): readonly Failure[] {
  return expectations.flatMap((e): readonly Failure[] => {
    const row = rows.get(e.customer);
    const subject = `${e.customer} · ${e.name}`;
    const expected = expectedText(e);
    if (row === undefined) return [{ subject, expected, got: "no such customer", place: e.place }];
    const got = valueOf(row, e, model, asOf);
    return holds(got, e) ? [] : [{ subject, expected, got: told(got), place: e.place }];
  });
}

type Got = Plain | readonly string[];

function valueOf(row: Row, { subject }: Expectation, model: Model, asOf: string): Got {
  if (subject.kind === "next-action") {
    const { service } = model;
    if (service === undefined) return null;
    const served = servedRow(row, model, asOf, noContacts, 0);
    const [next] = serve(service, served, asOf, () => undefined).steps;
    return next === undefined ? null : `${next.strategy}.${next.action}`;
  }
  if (subject.kind === "value") return plain(row[subject.column]);
  if (subject.assign === "first") return plain(row[segmentationColumn(subject.name)]);
  const segmentation = model.segmentations.find((s) => s.name === subject.name);
  return (segmentation?.segments ?? [])
    .map((s) => s.id)
    .filter((id) => row[segmentColumn(subject.name, id)] === true);
}

function holds(got: Got, { expected }: Expectation): boolean {
  switch (expected.kind) {
    case "value":
      return Array.isArray(got)
        ? expected.value === null
          ? got.length === 0
          : got.length === 1 && got[0] === expected.value
        : sameValue(got as Plain, expected.value); // Array.isArray does not narrow readonly lists
    case "list": {
      const list = Array.isArray(got) ? got : got === null ? [] : [String(got)];
      const wanted = new Set(expected.values);
      return list.length === wanted.size && list.every((segment) => wanted.has(segment));
    }
    case "range":
      return typeof got === "number" && isWithin(got, expected);
  }
}

function sameValue(got: Plain, wanted: Plain): boolean {
  if (typeof got === "number" && typeof wanted === "number")
    return Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
  return got === wanted || (got !== null && wanted !== null && String(got) === String(wanted));
}

function told(value: Got): string {
  if (value === null) return "none";
  return typeof value === "object"
    ? value.length === 0
      ? "none"
      : value.join(", ")
    : String(value);
}

const expectedText = ({ expected }: Expectation): string => {
  switch (expected.kind) {
    case "value":
      return told(expected.value);
    case "list":
      return told(expected.values);
    case "range":
      return boundText(expected, String);
  }
};
