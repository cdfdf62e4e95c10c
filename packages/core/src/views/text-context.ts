/** What the parts of a view know when they become lines of a terminal. */
import type { Cell } from "./view.ts";

export type Paint = (text: string, style: "bold" | "dim" | "yellow" | "green" | "red") => string;

export type TextContext = {
  readonly width: number;
  readonly paint: Paint;
  readonly bracketed: (note: string) => string;
  /** Cells in tables are told in full, in sentences short. */
  readonly format: (cell: Cell, style: "short" | "full") => string;
};

/** Data may hold escape sequences; a terminal must not obey them. */
export const clean = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");
