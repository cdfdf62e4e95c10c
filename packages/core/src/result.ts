/** The outcome of a step that the user's input can make fail: a value, or every error found. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly E[] };

/** @example ok(3) // => { ok: true, value: 3 } */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** @example err("a", "b") // => { ok: false, errors: ["a", "b"] } */
export const err = <E>(...errors: readonly E[]): Result<never, E> => ({ ok: false, errors });
