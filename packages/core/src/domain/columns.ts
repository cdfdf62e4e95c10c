/**
 * Names of the columns of a run's customers table. A prefix for each kind keeps an attribute `tenure` apart from the metric,
 * and names that differ in case only apart from ours. Aggregates and ranks are named by their content: a column of that name
 * holds those numbers, so a preview can take it as it is.
 */
import type { PointsName } from "../language/model/loyalty-model.ts";
import type { BuiltinName, NameRef } from "../language/model/typed.ts";

export const idColumn = "id";
export const labelColumn = "label";
export const ownerColumn = "owner";
/** In a table that is being computed: the number of the row, by which narrow tables stand beside it. */
export const rowColumn = "n_row";
export const attributeColumn = (name: string): string => `a_${name}`;
/** Whether the customer agreed; never NULL. */
export const consentColumn = (name: string): string => `k_${name}`;
export const builtinColumn = (name: BuiltinName, within: number | null): string =>
  within === null ? `b_${name}` : `b_${name}_${within}`;
export const aggregateColumn = (id: string): string => `g_${id}`;
/** A column of the row of another source that holds for the customer. */
export const joinedColumn = (source: string, column: string): string => `j_${source}.${column}`;
export const metricColumn = (name: string): string => `m_${name}`;
/** The id of the customer's segment; NULL where they are in none. */
export const segmentationColumn = (name: string): string => `s_${name}`;
/** Whether the customer is in the segment, for segmentations that assign all that fit. */
export const segmentColumn = (segmentation: string, segment: string): string =>
  `s_${segmentation}.${segment}`;
/** What lifecycles know of a customer as of so many days before D. */
export const rhythmColumn = (what: string, back: number): string => `l${back}_${what}`;
/** What a model says of a customer. @param output named by what it was asked */
export const fittedColumn = (model: string, output: string): string => `f_${model}_${output}`;
/** Points of a loyalty programme, named by the key of what decides them. */
export const pointsColumn = (id: string, what: PointsName): string => `y_${id}_${what}`;
export const isPointsColumn = (column: string): boolean => column.startsWith("y_");
/** What a kind stores of its ranks, named by the key of what was ranked. */
export const rankColumn = (key: string, what: string): string => `x_${key}_${what}`;

/** The rhythm of a customer beside that of all: a rank among them, as it rests on everybody. */
export const rhythmOfAllColumn = rankColumn("rhythm", "all");

/** The tier that `hold` looks at before it holds: where the customer would be without it. */
export const rawTierColumn = (segmentation: string): string => `h_${segmentation}`;
/** The first day of the unbroken series of published runs in which the customer's tier was held; NULL where it is not. */
export const heldSinceColumn = (segmentation: string): string => `h_${segmentation}_since`;
/** In a table that is being computed: the prior's column of this name. */
export const priorColumn = (column: string): string => `prior ${column}`;

/** The unit that a customer is a member of; never NULL. Of a group see `groupKey`. */
export const unitColumn = (unit: string): string => `u_${unit}`;
/** Whether a customer stands for the unit: true for one of its members, the first by id. */
export const firstOfUnitColumn = (unit: string): string => `u_${unit}.first`;
/** How many members the unit has. */
export const unitSizeColumn = (unit: string): string => `u_${unit}.n`;
/** A column of the unit among those of its members, where it is that of a unit; names of units hold no dot. */
export const ofUnit = (unit: string | null, column: string): string =>
  unit === null ? column : `u_${unit}.${column}`;
/** The column of a unit, or of a customer, without the unit's name. @example withoutUnit("u_household.x_1") // => "x_1" */
export const withoutUnit = (column: string): string => column.replace(/^u_[^.]+\./, "");

/** Days since the last contact, where contacts have been joined. */
const sinceContactColumn = "c_since";

/** The column that a name of a customer's expression stands for; `undefined` for the as-of date. */
export function columnOfRef(ref: NameRef): string | undefined {
  switch (ref.kind) {
    case "attribute":
      return attributeColumn(ref.name);
    case "metric":
      return metricColumn(ref.name);
    case "builtin":
      return ref.name === "rhythm" ? rhythmOfAllColumn : builtinColumn(ref.name, ref.within);
    case "aggregate":
      return aggregateColumn(ref.id);
    case "fitted":
      return fittedColumn(ref.model, ref.output);
    case "loyalty":
      return pointsColumn(ref.id, ref.what);
    case "segmentation":
      return segmentationColumn(ref.name);
    case "segment":
      return segmentColumn(ref.segmentation, ref.segment);
    case "joined":
      return joinedColumn(ref.source, ref.column);
    case "since-contact":
      return sinceContactColumn;
    case "as-of":
      return undefined;
    case "column":
    case "line":
      throw new RangeError(`a customer has no column ${ref.column}`);
  }
}
