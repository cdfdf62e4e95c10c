import type { ProblemCode, ProblemValues } from "../problem.ts";

/** A sentence for each code, in one language. The place is printed before it. */
export type Catalogue = { readonly [C in ProblemCode]: (values: ProblemValues[C]) => string };
