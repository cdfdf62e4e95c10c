import { formatCell, type Block, type Fact, type View } from "@clientele/core/views";
import { locale } from "./store.ts";

/** A customer with how they are served and what comes next: the same view that the command and the bot show. */
export function CustomerCard({ view }: { readonly view: View }) {
  return (
    <section class="card" aria-label={view.title} aria-live="polite">
      <h3>{view.title}</h3>
      {view.blocks.map((block, index) => (
        <CardBlock key={index} block={block} />
      ))}
    </section>
  );
}

/** Cards are made of facts and notes; anything else is for wider places. */
function CardBlock({ block }: { readonly block: Block }) {
  if (block.kind === "note") return <p class="hint">{block.text}</p>;
  if (block.kind !== "facts") return null;
  return (
    <dl>
      {block.facts.map((fact, index) => (
        <CardFact key={index} fact={fact} />
      ))}
    </dl>
  );
}

function CardFact({ fact: { label, cells, note } }: { readonly fact: Fact }) {
  const text = cells.map((cell) => formatCell(cell, { locale: locale.value })).join(" · ");
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {text}
        {note !== undefined && <small> {note}</small>}
      </dd>
    </>
  );
}
