import { formatDate, formatNumber } from "@clientele/core/views";
import type { PreviewState, Words } from "./messages.ts";
import { fill, locale } from "./store.ts";
import { tell } from "./vscode-page.ts";

type Props = { readonly now: PreviewState; readonly w: Words };

/** `● 38 ms · data to 18 Nov` */
export function Foot({ now, w }: Props) {
  const today = new Date().toISOString();
  const data =
    now.asOf === null ? "" : fill(w.dataTo, formatDate(now.asOf, { locale: locale.value, today }));
  const stopped =
    now.stopped ||
    now.stale ||
    now.failure !== null ||
    now.problems.some((p) => p.severity === "error");
  const mood = now.counting ? "counting" : stopped ? "stopped" : "well";
  return (
    <footer>
      <svg class={`dot ${mood}`} viewBox="0 0 8 8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" />
      </svg>
      <span role="status">
        {[progress(now, w), data].filter((part) => part !== "").join(" · ")}
      </span>
      {now.counting && (
        <button type="button" class="link late" onClick={() => tell({ kind: "stop" })}>
          {w.stop}
        </button>
      )}
      {now.stopped && (
        <button type="button" class="link" onClick={() => tell({ kind: "count" })}>
          {w.countAgain}
        </button>
      )}
    </footer>
  );
}

function progress(now: PreviewState, w: Words): string {
  if (now.counting) return now.progress ?? w.counting;
  if (now.stopped) return w.stopped;
  if (now.stale) return w.stale;
  return now.milliseconds === null || now.asOf === null
    ? ""
    : fill(w.counted, formatNumber(now.milliseconds));
}
