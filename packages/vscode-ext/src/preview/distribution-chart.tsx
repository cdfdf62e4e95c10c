import { snapTo } from "@clientele/core/language";
import { useRef } from "preact/hooks";
import type { DistributionRow, ThresholdRow } from "./messages.ts";
import { makeEdit, tryEdit, trying } from "./store.ts";
import { scaleOf } from "./threshold-scale.ts";

const [width, height] = [400, 72];

/** Whole numbers fall into few bins, far apart: a bar is wide enough to be seen. */
const leastBar = 5;

type Props = { readonly threshold: ThresholdRow; readonly distribution: DistributionRow };

/** The customers by a metric, with the threshold as a line that is dragged. The field above says the same to those who type. */
export function DistributionChart({ threshold, distribution }: Props) {
  const chart = useRef<SVGSVGElement>(null);
  const scale = scaleOf(threshold, distribution);
  const { low, high, step } = scale;
  const { id } = threshold;
  const tried = trying.value?.kind === "threshold" && trying.value.id === id ? trying.value : null;
  const value = tried?.value ?? threshold.value;
  const x = (at: number): number => ((at - low) / (high - low)) * width;
  const shown = distribution.bins.filter((bin) => bin.from < high);
  // The last bin holds its upper end, too, which `>=` takes in.
  const takesEnd = threshold.clause.includes(">=") ? shown.at(-1)?.to : undefined;
  const isBelow = ({ to }: { readonly to: number }, cut: number): boolean =>
    to < cut || (to === cut && to !== takesEnd);
  const most = Math.max(1, ...shown.map((bin) => bin.customers));
  const at = (event: PointerEvent): number => {
    const box = chart.current?.getBoundingClientRect();
    if (box === undefined) return value;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return snapTo(low + share * (high - low), step);
  };
  const drag = (event: PointerEvent): void => tryEdit({ kind: "threshold", id, value: at(event) });
  const release = (event: PointerEvent): void => {
    removeEventListener("keydown", escape, true);
    if (trying.value === null) return;
    const wanted = at(event);
    if (wanted === threshold.value) tryEdit(null);
    else makeEdit({ kind: "threshold", id, value: wanted });
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    removeEventListener("keydown", escape, true);
    tryEdit(null);
  };
  return (
    <svg
      ref={chart}
      class="distribution"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        addEventListener("keydown", escape, true);
        drag(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1 && trying.value !== null) drag(event);
      }}
      onPointerUp={release}
      onPointerCancel={() => tryEdit(null)}
      onMouseDown={(event) => {
        // else the press selects text, and the next one drags the selection away
        event.preventDefault();
        focus();
      }}
    >
      {shown.map((bin) => {
        const [left, right] = [x(bin.from), Math.min(width, x(bin.to))];
        const tall = bin.customers === 0 ? 0 : Math.max(1.5, (bin.customers / most) * (height - 4));
        return (
          <rect
            key={bin.from}
            class={isBelow(bin, value) ? "below" : "above"}
            x={left}
            y={height - tall}
            width={Math.max(leastBar, right - left - 1)}
            height={tall}
          />
        );
      })}
      <line class="cut" x1={x(value)} x2={x(value)} y1="0" y2={height} />
      <rect class="handle" x={x(value) - 4} y="0" width="8" height={height} />
    </svg>
  );
}
