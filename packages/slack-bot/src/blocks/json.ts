/** Any JSON value: what a payload is once its types are forgotten. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A payload as plain JSON, as it goes over the wire: what is undefined is left out.
 *
 * @example toJson({ type: "divider", block_id: undefined }) // => { type: "divider" }
 */
export const toJson = (payload: object): Json => JSON.parse(JSON.stringify(payload)) as Json; // parse yields JSON
