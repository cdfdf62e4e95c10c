import { render } from "preact";
import { App } from "./app.tsx";
import type { ToPage } from "./messages.ts";
import { locale, state, words } from "./store.ts";
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
      state.value = message.state;
      if (first) requestAnimationFrame(() => scrollTo(0, remembered().scroll ?? 0));
      return;
    }
  }
});
addEventListener("scroll", () => remember({ scroll: scrollY }), { passive: true });

const app = document.getElementById("app");
if (app === null) throw new Error("unreachable: the page has no #app");
render(<App />, app);
tell({ kind: "ready" });
