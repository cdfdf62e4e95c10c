import { batch } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import type { ToPage } from "./messages.ts";
import { locale, selected, state, words } from "./store.ts";
import { remember, remembered, tell } from "./vscode-page.ts";

addEventListener("message", (event: MessageEvent<ToPage>) => {
  const message = event.data;
  switch (message.kind) {
    case "words":
      locale.value = message.locale;
      words.value = message.words;
      return;
    case "state": {
      const first = state.value === null;
      batch(() => {
        state.value = message.state;
        if (message.segment !== undefined) selected.value = message.segment;
      });
      if (first) requestAnimationFrame(() => scrollTo(0, remembered().scroll ?? 0));
      return;
    }
  }
});
addEventListener("scroll", () => remember({ scroll: scrollY }), { passive: true });
// The text's own undo, while the page has the focus; fields keep theirs for what is typed in them.
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target instanceof HTMLInputElement && event.target.dataset["typed"] === "true") return;
  const key = event.key.toLowerCase();
  const redo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !redo) return;
  event.preventDefault();
  tell({ kind: redo ? "redo" : "undo" });
});

const app = document.getElementById("app");
if (app === null) throw new Error("unreachable: the page has no #app");
render(<App />, app);
tell({ kind: "ready" });
