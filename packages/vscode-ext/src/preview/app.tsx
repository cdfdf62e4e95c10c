import { DataPanel } from "./data-panel.tsx";
import { Foot } from "./foot.tsx";
import { Head } from "./head.tsx";
import { MembersPanel } from "./members-panel.tsx";
import type { Absence, PreviewState, Words } from "./messages.ts";
import { MovesPanel } from "./moves-panel.tsx";
import { Problems } from "./problems.tsx";
import { SegmentsPanel } from "./segments-panel.tsx";
import { fill, state, wide, words } from "./store.ts";
import { Tabs } from "./tabs.tsx";

export function App() {
  const now = state.value;
  const w = words.value;
  if (now === null || w === null) return null;
  if (now.absence !== null) return <p class="empty">{absenceText(now.absence, w)}</p>;
  return (
    <>
      <Head now={now} w={w} />
      <div class="body">
        {now.failure !== null && <p class="failure">{fill(w.failed, now.failure)}</p>}
        <div class="counts" data-dim={now.counting || now.stale} aria-busy={now.counting}>
          {wide.value ? <Wide now={now} w={w} /> : <Tabs now={now} w={w} />}
        </div>
        <Problems rows={now.problems} w={w} />
      </div>
      <Foot now={now} w={w} />
    </>
  );
}

function Wide({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  return (
    <div class="wide">
      <section aria-label={w.segments}>
        <SegmentsPanel now={now} w={w} />
      </section>
      <section aria-label={w.selected} class="side">
        <MembersPanel now={now} w={w} />
      </section>
      <section>
        <h2>{w.moves}</h2>
        <MovesPanel now={now} w={w} />
      </section>
      <section class="side">
        <h2>{w.data}</h2>
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
