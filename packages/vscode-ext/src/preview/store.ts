import { signal } from "@preact/signals";
import type { PageEdit, PreviewState, Words } from "./messages.ts";
import { remember, remembered, tell } from "./vscode-page.ts";

export const tabs = ["segments", "moves", "data"] as const;
export type Tab = (typeof tabs)[number];

export const state = signal<PreviewState | null>(null);
export const words = signal<Words | null>(null);
export const locale = signal("en");
export const selected = signal<string | null>(null);

const last = tabs.find((t) => t === remembered().tab);
export const tab = signal<Tab>(last ?? "segments");
tab.subscribe((chosen) => remember({ tab: chosen }));

/** From this width on everything is shown at once; below it there are tabs. */
const wideQuery = matchMedia("(min-width: 800px)");
export const wide = signal(wideQuery.matches);
wideQuery.addEventListener("change", () => {
  wide.value = wideQuery.matches;
});

/** What is dragged or painted at this moment. */
export const trying = signal<PageEdit | null>(null);
/** The version of the text that was there when the drag began: what comes in between is not overwritten. */
let began: number | null = null;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Counts an edit without making it, at most every 80 ms. `null` gives it up. */
export function tryEdit(edit: PageEdit | null): void {
  began = edit === null ? null : (began ?? state.value?.version ?? 0);
  trying.value = edit;
  clearTimeout(waiting);
  const version = began ?? 0;
  waiting = setTimeout(() => tell({ kind: "try", edit, version }), edit === null ? 0 : 80);
}

/** Makes an edit in the text of the version that was there when it began. */
export function makeEdit(edit: PageEdit): void {
  clearTimeout(waiting);
  const version = began ?? state.value?.version ?? 0;
  began = null;
  trying.value = null;
  tell({ kind: "edit", edit, version });
}

/** Puts values into a text. @example fill("data to {0}", "18 Nov") // => "data to 18 Nov" */
export const fill = (text: string, ...values: readonly string[]): string =>
  text.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
