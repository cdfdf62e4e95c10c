import { flowLayout, formatNumber } from "@clientele/core/views";
import type { MoveRow } from "./messages.ts";
import { wide } from "./store.ts";

/** About as wide as it is shown, so that its words keep their size. */
const sizeOf = (moves: number, isWide: boolean) => ({
  width: isWide ? 720 : 420,
  row: 20,
  height: Math.min(150, 44 * moves),
  bar: 8,
});

type Props = {
  readonly moves: readonly MoveRow[];
  readonly name: (id: string | null) => string;
  readonly sentence: string;
};

/** The moves as bands from what customers were to what they would be; the table beside it says the same in numbers. */
export function FlowDiagram({ moves, name, sentence }: Props) {
  const flows = moves.map(({ from, to, customers }) => ({
    from: from ?? "",
    to: to ?? "",
    amount: customers,
  }));
  const size = sizeOf(moves.length, wide.value);
  const { height, bars, bands } = flowLayout(flows, size);
  const order = bars.filter((bar) => bar.side === "from").map((bar) => bar.id);
  const told = moves
    .map((m) => `${name(m.from)} → ${name(m.to)} ${formatNumber(m.customers)}`)
    .join("; ");
  return (
    <svg
      class="flow"
      viewBox={`0 0 ${size.width} ${Math.ceil(height) + 4}`}
      role="img"
      aria-label={`${sentence} ${told}`}
    >
      {bands.map((band) => (
        <path
          key={`${band.from} ${band.to}`}
          class={`band c${order.indexOf(band.from) % 6}`}
          d={band.path}
        />
      ))}
      {bars.map((bar) => (
        <g key={`${bar.side} ${bar.id}`}>
          <rect
            class="node"
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={Math.max(1, bar.height)}
          />
          <text
            x={bar.side === "from" ? bar.width + 6 : size.width - bar.width - 6}
            y={bar.y + Math.max(bar.height / 2, 6) + 4}
            text-anchor={bar.side === "from" ? "start" : "end"}
          >
            {`${name(bar.id === "" ? null : bar.id)} ${formatNumber(bar.amount)}`}
          </text>
        </g>
      ))}
    </svg>
  );
}
