import { signal } from "@preact/signals";
import type { PreviewState, Words } from "./messages.ts";
import { remember, remembered } from "./vscode-page.ts";

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

/** Puts values into a text. @example fill("data to {0}", "18 Nov") // => "data to 18 Nov" */
export const fill = (text: string, ...values: readonly string[]): string =>
  text.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
