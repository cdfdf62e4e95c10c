import { count, day } from "./figures.ts";
import type { PreviewState, Words } from "./messages.ts";
import { fill, locale } from "./store.ts";

/** `● 38 ms · data to 18 Nov` */
export function Foot({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const took =
    now.milliseconds === null ? "" : fill(w.counted, count(now.milliseconds, locale.value));
  const data = now.asOf === null ? "" : fill(w.dataTo, day(now.asOf, locale.value));
  const parts = [now.counting ? w.counting : took, data].filter((part) => part !== "");
  const mood = now.counting
    ? "counting"
    : now.failure !== null || hasErrors(now)
      ? "stopped"
      : "well";
  return (
    <footer>
      <svg class={`dot ${mood}`} viewBox="0 0 8 8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" />
      </svg>
      <span role="status">{parts.join(" · ")}</span>
    </footer>
  );
}

const hasErrors = (now: PreviewState): boolean => now.problems.some((p) => p.severity === "error");
