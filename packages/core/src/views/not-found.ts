import type { View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/** The same words for what is absent and for what the reader may not see. @param options `ask`: whom to ask for access */
export function notFoundView(
  asked: string,
  options: ViewOptions & { readonly ask?: string },
): View {
  const text = wordsFor(options.locale).notFound(asked, options.ask);
  return {
    id: "not-found",
    title: "",
    run: null,
    blocks: [{ kind: "note", tone: "plain", text }],
    actions: [],
  };
}
