import { formatNumber } from "@clientele/core/views";
import type { PreviewState, Words } from "./messages.ts";
import { fill, selected } from "./store.ts";
import { tell } from "./vscode-page.ts";

/** `service · 48,210 · vs published ▾   [pin]` */
export function Head({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  return (
    <header>
      <Title now={now} w={w} />
      {now.customers !== null && <span>{formatNumber(now.customers)}</span>}
      {now.base !== null && (
        <button
          type="button"
          class="base"
          title={w.baseHint}
          onClick={() => tell({ kind: "base" })}
        >
          {baseText(now.base, w)} <span aria-hidden="true">▾</span>
        </button>
      )}
      <button
        type="button"
        class="pin"
        aria-pressed={now.pinned}
        title={w.pinHint}
        onClick={() => tell({ kind: "pin", pinned: !now.pinned })}
      >
        {w.pin}
      </button>
    </header>
  );
}

function baseText({ kind, run }: NonNullable<PreviewState["base"]>, w: Words): string {
  switch (kind) {
    case "published":
      return w.vsPublished;
    case "latest":
      return w.vsRun;
    case "named":
      return fill(w.vsNamed, run);
  }
}

function Title({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  if (now.chosen === null) return <h1>Clientele</h1>;
  if (now.choices.length < 2) return <h1>{now.chosen.title}</h1>;
  return (
    <select
      aria-label={w.segmentation}
      value={now.chosen.id}
      onChange={(event) => {
        selected.value = null;
        tell({ kind: "choose", segmentation: event.currentTarget.value });
      }}
    >
      {now.choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.title}
        </option>
      ))}
    </select>
  );
}
