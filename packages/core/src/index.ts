export type * from "./problem.ts";
export type { Result } from "./result.ts";
