import { DataPanel } from "./data-panel.tsx";
import { EditPanel } from "./edit-panel.tsx";
import { Foot } from "./foot.tsx";
import { Head } from "./head.tsx";
import { MembersPanel } from "./members-panel.tsx";
import type { Absence, Notice, PreviewState, Words } from "./messages.ts";
import { MovesPanel } from "./moves-panel.tsx";
import { Problems } from "./problems.tsx";
import { SegmentsPanel } from "./segments-panel.tsx";
import { fill, selected, state, wide, words } from "./store.ts";
import { Tabs } from "./tabs.tsx";
import { tell } from "./vscode-page.ts";

export function App() {
  const now = state.value;
  const w = words.value;
  if (now === null || w === null) return null;
  if (now.absence !== null)
    return (
      <div class="empty">
        <p>{absenceText(now.absence, w)}</p>
        {now.absence === "untrusted" && (
          <button type="button" class="press" onClick={() => tell({ kind: "trust" })}>
            {w.trust}
          </button>
        )}
      </div>
    );
  return (
    <>
      <Head now={now} w={w} />
      <div class="body">
        {now.failure !== null && (
          <p class="failure" role="alert">
            {fill(w.failed, now.failure)}{" "}
            <button type="button" class="link" onClick={() => tell({ kind: "restart" })}>
              {w.restart}
            </button>
          </p>
        )}
        <div
          class="counts"
          data-dim={now.counting || now.stale || now.stopped}
          aria-busy={now.counting}
        >
          {wide.value ? <Wide now={now} w={w} /> : <Tabs now={now} w={w} />}
        </div>
        <Problems rows={now.problems} w={w} />
      </div>
      <p class="notice" role="status">
        {now.notice === null ? "" : noticeText(now.notice, w)}
      </p>
      <Foot now={now} w={w} />
    </>
  );
}

function Wide({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const known = now.chosen?.segments.some((s) => s.id === selected.value) ?? true;
  const first = now.chosen?.segments[0];
  if (!known && first !== undefined)
    queueMicrotask(() => {
      selected.value = first.id;
      tell({ kind: "look", segment: first.id });
    });
  return (
    <div class="wide">
      <div class="stack">
        <section aria-label={w.segments}>
          <SegmentsPanel now={now} w={w} />
        </section>
        <EditPanel now={now} w={w} />
      </div>
      <section aria-label={w.selected} class="side">
        <MembersPanel now={now} w={w} />
      </section>
      <section class="across">
        <MovesPanel now={now} w={w} />
      </section>
      <section class="across" aria-label={w.data}>
        <DataPanel now={now} w={w} />
      </section>
    </div>
  );
}

function absenceText(absence: Absence, w: Words): string {
  switch (absence) {
    case "untrusted":
      return w.untrusted;
    case "not-on-disk":
      return w.notOnDisk;
    case "no-engine":
      return w.noEngine;
    case "no-project":
      return w.noProject;
    case "disabled":
      return w.disabled;
  }
}

function noticeText(notice: Notice, w: Words): string {
  switch (notice) {
    case "changed-meanwhile":
      return w.changedMeanwhile;
    case "last-cell":
      return w.lastCell;
    case "comment":
      return w.commentLost;
    case "not-written":
      return w.notWritten;
    case "copied":
      return w.copied;
  }
}
