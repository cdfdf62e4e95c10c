import { call, cast, text, type Scalar } from "../../query/index.ts";

/** Text of a key: trimmed, NULL where empty. */
export const keyText = (value: Scalar): Scalar =>
  call("nullif", call("trim", cast(value, "varchar")), text(""));
