/** Where the bars and bands of a flow diagram (a Sankey of two columns) stand; who draws it gives colours and words. */

export type Flow = { readonly from: string; readonly to: string; readonly amount: number };

export type FlowBar = {
  readonly id: string;
  readonly side: "from" | "to";
  readonly amount: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type FlowBand = Flow & {
  /** An SVG path of the band's outline. */
  readonly path: string;
};

export type FlowLayout = {
  readonly height: number;
  readonly bars: readonly FlowBar[];
  readonly bands: readonly FlowBand[];
};

export type FlowSize = {
  readonly width: number;
  /** Of a row's text: no bar is closer to the next than this. */
  readonly row: number;
  /** Of all bars of a column together. */
  readonly height: number;
  readonly bar: number;
};

/**
 * Lays out flows between two columns: heights in proportion to amounts, the larger first, bands of a bar in the order of the other
 * column, so that few cross.
 *
 * @param flows amounts above zero; others are left out
 * @example flowLayout([{ from: "a", to: "b", amount: 3 }], size).bars.length // => 2
 */
export function flowLayout(flows: readonly Flow[], size: FlowSize): FlowLayout {
  const known = flows.filter(({ amount }) => amount > 0);
  const total = known.reduce((sum, { amount }) => sum + amount, 0);
  if (total === 0) return { height: 0, bars: [], bands: [] };
  const scale = size.height / total;
  const columns = (["from", "to"] as const).map((side) => columnOf(known, side, scale, size));
  const bars = columns.flat();
  const at = new Map(bars.map((bar) => [`${bar.side} ${bar.id}`, bar]));
  const used = new Map<FlowBar, number>();
  const place = (bar: FlowBar, height: number): number => {
    const y = bar.y + (used.get(bar) ?? 0);
    used.set(bar, (used.get(bar) ?? 0) + height);
    return y;
  };
  const rank = (side: "from" | "to", id: string): number => at.get(`${side} ${id}`)?.y ?? 0;
  const ordered = known.toSorted(
    (a, b) => rank("from", a.from) - rank("from", b.from) || rank("to", a.to) - rank("to", b.to),
  );
  const starts = new Map<Flow, number>();
  const ends = new Map<Flow, number>();
  for (const flow of ordered) {
    const left = at.get(`from ${flow.from}`);
    if (left !== undefined) starts.set(flow, place(left, flow.amount * scale));
  }
  for (const flow of ordered.toSorted((a, b) => rank("from", a.from) - rank("from", b.from))) {
    const right = at.get(`to ${flow.to}`);
    if (right !== undefined) ends.set(flow, place(right, flow.amount * scale));
  }
  const bands = ordered.map((flow): FlowBand => {
    const [y0, y1] = [starts.get(flow) ?? 0, ends.get(flow) ?? 0];
    return {
      ...flow,
      path: bandPath(size.bar, size.width - size.bar, y0, y1, flow.amount * scale),
    };
  });
  const height = Math.max(...bars.map((bar) => bar.y + Math.max(bar.height, size.row)));
  return { height, bars, bands };
}

function columnOf(
  flows: readonly Flow[],
  side: "from" | "to",
  scale: number,
  size: FlowSize,
): readonly FlowBar[] {
  const amounts = new Map<string, number>();
  for (const flow of flows) amounts.set(flow[side], (amounts.get(flow[side]) ?? 0) + flow.amount);
  let y = 0;
  return [...amounts]
    .toSorted(([a, x], [b, z]) => z - x || (a < b ? -1 : 1))
    .map(([id, amount]) => {
      const height = amount * scale;
      const x = side === "from" ? 0 : size.width - size.bar;
      const bar = { id, side, amount, x, y, width: size.bar, height };
      y += Math.max(height + 6, size.row);
      return bar;
    });
}

const round = (value: number): number => Math.round(value * 10) / 10;

function bandPath(x0: number, x1: number, y0: number, y1: number, height: number): string {
  const [a, b, middle] = [round(x0), round(x1), round((x0 + x1) / 2)];
  const [top, end, low, foot] = [y0, y1, y1 + height, y0 + height].map(round);
  return `M${a},${top}C${middle},${top} ${middle},${end} ${b},${end}L${b},${low}C${middle},${low} ${middle},${foot} ${a},${foot}Z`;
}
