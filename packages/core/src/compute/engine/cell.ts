import type { Value } from "./engine.ts";

export type Plain = string | number | boolean | null;

/** A value as an answer carries it: lists and structs as their JSON. */
export function plain(value: Value | undefined): Plain {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** A value as text; null where there is none. @example textOf(3) // => "3" */
export function textOf(value: Value | undefined): string | null {
  const cell = plain(value);
  return cell === null ? null : String(cell);
}

/** A value that the query makes sure is there, as text. @throws RangeError where it is not */
export function sureText(value: Value | undefined): string {
  const text = textOf(value);
  if (text === null) throw new RangeError("a value is missing that the query makes sure of");
  return text;
}
