/** A customer's row as strategies read it. */
import {
  columnOfRef,
  consentColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import type { ContactFacts } from "../../domain/strategy/contacts.ts";
import type { Served } from "../../domain/strategy/serving.ts";
import { consentsOf, type Model } from "../../language/model/model.ts";
import { plain } from "../engine/cell.ts";
import type { Row } from "../engine/engine.ts";

/**
 * @param asOf ISO
 * @param inWindow contacts of all members of the cap's unit
 */
export const servedRow = (
  row: Row,
  model: Model,
  asOf: string,
  contacts: ContactFacts,
  inWindow: number,
): Served => ({
  segments: segmentsOf(row, model),
  consent: Object.fromEntries(
    consentsOf(model).map((name) => [name, row[consentColumn(name)] === true]),
  ),
  valueOf: (ref) => {
    const column = columnOfRef(ref);
    return column === undefined ? asOf : plain(row[column]);
  },
  column: (name) => plain(row[name]),
  contacts,
  inWindow,
});

function segmentsOf(row: Row, model: Model): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    model.segmentations.map((s) => {
      if (s.assign === "all")
        return [
          s.name,
          s.segments.map((x) => x.id).filter((id) => row[segmentColumn(s.name, id)] === true),
        ];
      const segment = row[segmentationColumn(s.name)];
      return [s.name, typeof segment === "string" ? [segment] : []];
    }),
  );
}
