/** Segments by two axes: each a number in bands, a text, or another segmentation. A customer without a band is in no segment. */
import { and, cases, col, inList, or, text, type Scalar } from "../../query/index.ts";
import type { MatrixModel } from "../../language/model/model.ts";
import { segmentationColumn } from "../columns.ts";
import { bandColumns, bandLevels, together } from "./bands.ts";
import type { Kind } from "./kind.ts";

export const matrix: Kind<MatrixModel> = {
  plan: (model, context) => {
    const axes = [model.rows, model.columns].map((axis) => bandLevels(axis, model, context));
    const [row, column] = [model.rows, model.columns].map((axis) =>
      col(bandColumns(axis, model, context.keys).band),
    );
    if (row === undefined || column === undefined) throw new Error("unreachable: two axes");
    const within = (of: Scalar, bands: readonly string[]): Scalar => inList(of, bands.map(text));
    const branches = model.segments.map(({ id, cells }): readonly [Scalar, Scalar] => [
      or(...cells.map((c) => and(within(row, c.rows), within(column, c.columns)))),
      text(id),
    ]);
    const assigned = { name: segmentationColumn(model.name), value: cases(branches) };
    return { levels: [...together(...axes), [assigned]] };
  },
};
