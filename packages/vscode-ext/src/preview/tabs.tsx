import { DataPanel } from "./data-panel.tsx";
import type { PreviewState, Words } from "./messages.ts";
import { EditPanel } from "./edit-panel.tsx";
import { MembersPanel } from "./members-panel.tsx";
import { MovesPanel } from "./moves-panel.tsx";
import { SegmentsPanel } from "./segments-panel.tsx";
import { selected, tab, tabs, type Tab } from "./store.ts";

type Props = { readonly now: PreviewState; readonly w: Words };

/** One panel at a time, in a narrow view. Arrow keys go from tab to tab. */
export function Tabs({ now, w }: Props) {
  return (
    <>
      <div role="tablist" class="tabs" onKeyDown={step}>
        {tabs.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={tab.value === id}
            aria-controls="panel"
            tabIndex={tab.value === id ? 0 : -1}
            onClick={() => {
              tab.value = id;
            }}
          >
            {w[id]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab.value}`}>
        <Panel now={now} w={w} />
      </div>
    </>
  );
}

function Panel({ now, w }: Props) {
  switch (tab.value) {
    case "segments":
      return (
        <>
          <SegmentsPanel now={now} w={w} />
          <EditPanel now={now} w={w} />
          {selected.value !== null && (
            <section aria-label={w.selected}>
              <MembersPanel now={now} w={w} />
            </section>
          )}
        </>
      );
    case "moves":
      return <MovesPanel now={now} w={w} />;
    case "data":
      return <DataPanel now={now} w={w} />;
  }
}

function step(event: KeyboardEvent): void {
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  const next: Tab | undefined = tabs.at((tabs.indexOf(tab.value) + by) % tabs.length);
  if (next === undefined) return;
  event.preventDefault();
  tab.value = next;
  document.getElementById(`tab-${next}`)?.focus();
}
