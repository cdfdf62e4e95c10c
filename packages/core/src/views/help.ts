import { textCell } from "./cells.ts";
import type { View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/** What can be asked, with an example each. @param options `command`: what is typed first; default `/segment` */
export function helpView(options: ViewOptions & { readonly command?: string }): View {
  const { locale, command = "/segment" } = options;
  const words = wordsFor(locale);
  const facts = words.helpLines.map(([question, answer]) => ({
    label: `${command} ${question}`.trim(),
    cells: [textCell(answer)],
  }));
  return {
    id: "help",
    title: words.help,
    run: null,
    blocks: [{ kind: "facts", facts }],
    actions: [],
  };
}
