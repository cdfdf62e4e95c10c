import { col, type Scalar } from "../../query/index.ts";
import type { NameRef } from "../../language/model/typed.ts";

/** What a name in a row of a table stands for. */
export const rowNames = (ref: NameRef): Scalar => {
  if (ref.kind === "column") return col(ref.column);
  throw new RangeError(`a row of a table has no ${ref.kind}`);
};
