import type { View } from "@clientele/core/views";
import { Blocks } from "./blocks.tsx";

/** A customer with the reasons, how they are served and what comes next: the same views that the command and the bot show. */
export function CustomerCard({ view }: { readonly view: View }) {
  return (
    <section class="card" aria-label={view.title} aria-live="polite">
      <h3>{view.title}</h3>
      <Blocks blocks={view.blocks} />
    </section>
  );
}
