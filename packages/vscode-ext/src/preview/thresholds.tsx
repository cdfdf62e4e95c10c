import { formatNumber, formatShare } from "@clientele/core/views";
import { useSignal } from "@preact/signals";
import { DistributionChart } from "./distribution-chart.tsx";
import type { PreviewState, ThresholdRow, Words } from "./messages.ts";
import { fill, locale, makeEdit, selected, tryEdit, trying } from "./store.ts";
import { scaleOf } from "./threshold-scale.ts";
import { tell } from "./vscode-page.ts";

/** So many are shown before a segment is chosen. */
const mostShown = 8;

/** The numbers of the selected segment, or of the first ones, each in a field; the one in hand with its distribution. */
export function Thresholds({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const looked = useSignal<string | null>(null);
  const own = now.thresholds.filter((t) => t.segment === selected.value);
  const shown = own.length > 0 ? own : now.thresholds.slice(0, mostShown);
  const inHand = shown.find((t) => t.id === looked.value) ?? shown[0];
  const look = (threshold: ThresholdRow): void => {
    looked.value = threshold.id;
    if (threshold.metric !== null && isDistributed(threshold))
      tell({ kind: "distribution", metric: threshold.metric });
  };
  if (inHand !== undefined && isDistributed(inHand) && looked.value !== inHand.id)
    queueMicrotask(() => look(inHand));
  return (
    <section aria-label={w.thresholds}>
      <h2>{w.thresholds}</h2>
      <ul class="thresholds">
        {shown.map((threshold) => (
          <Field
            key={threshold.id}
            threshold={threshold}
            title={now.chosen?.segments.find((s) => s.id === threshold.segment)?.title ?? null}
            current={threshold === inHand}
            now={now}
            onLook={() => look(threshold)}
          />
        ))}
      </ul>
      {inHand !== undefined && <Distribution threshold={inHand} now={now} w={w} />}
    </section>
  );
}

type FieldProps = {
  readonly threshold: ThresholdRow;
  readonly title: string | null;
  readonly current: boolean;
  readonly now: PreviewState;
  readonly onLook: () => void;
};

function Field({ threshold, title, current, now, onLook }: FieldProps) {
  const { id, clause, unit, value } = threshold;
  const draft = useSignal<string | null>(null);
  const tried = trying.value?.kind === "threshold" && trying.value.id === id ? trying.value : null;
  const { step } = scaleOf(threshold, distributionOf(threshold, now));
  const shown = String(tried?.value ?? value);
  const giveUp = (): void => {
    draft.value = null;
    tryEdit(null);
  };
  const make = (): void => {
    if (draft.value === null) return;
    const wanted = Number(draft.value);
    const changed = draft.value !== "" && Number.isFinite(wanted) && wanted !== value;
    draft.value = null;
    if (changed) makeEdit({ kind: "threshold", id, value: wanted });
    else tryEdit(null);
  };
  return (
    <li data-current={current}>
      <label for={`threshold-${id}`}>
        {title !== null && <span class="of">{title}</span>} <code>{clause}</code>
      </label>
      <span class="field">
        <input
          id={`threshold-${id}`}
          type="number"
          data-typed={draft.value !== null}
          step={step}
          value={draft.value ?? shown}
          onFocus={onLook}
          onInput={(event) => {
            // The workbench takes the field's own typing back, too, when the text's undo was meant.
            if (draft.value === null && event.inputType.startsWith("history")) {
              event.currentTarget.value = shown;
              return;
            }
            draft.value = event.currentTarget.value;
            const wanted = Number(draft.value);
            if (draft.value !== "" && Number.isFinite(wanted))
              tryEdit({ kind: "threshold", id, value: wanted });
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") make();
            if (event.key === "Escape") giveUp();
          }}
          onBlur={make}
        />
        <span class="unit">{signs[unit]}</span>
      </span>
    </li>
  );
}

const signs: Readonly<Record<ThresholdRow["unit"], string>> = {
  number: "",
  percent: "%",
  days: "",
  rhythms: "×",
  orders: "",
};

/** Shares are of customers already, and orders in a window are not kept. */
const isDistributed = ({ metric, unit }: ThresholdRow): boolean =>
  metric !== null && unit !== "percent" && unit !== "orders";

const distributionOf = ({ metric }: ThresholdRow, now: PreviewState) =>
  now.distributions.find((d) => d.metric === metric);

type DistributionProps = {
  readonly threshold: ThresholdRow;
  readonly now: PreviewState;
  readonly w: Words;
};

function Distribution({ threshold, now, w }: DistributionProps) {
  const distribution = distributionOf(threshold, now);
  if (!isDistributed(threshold) || distribution === undefined || distribution.bins.length === 0)
    return null;
  const all = distribution.bins.reduce((sum, bin) => sum + bin.customers, distribution.nulls);
  const facts = [
    threshold.unit === "rhythms" ? w.rhythms : (threshold.metric ?? ""),
    ...(distribution.median === null
      ? []
      : [fill(w.median, formatNumber(Number(distribution.median.toPrecision(3))))]),
    ...(distribution.nulls === 0
      ? []
      : [fill(w.missing, formatShare(distribution.nulls / all, locale.value))]),
  ];
  return (
    <figure>
      <figcaption class="hint">
        {facts.join(" · ")} · {w.dragHint}
      </figcaption>
      <DistributionChart threshold={threshold} distribution={distribution} />
    </figure>
  );
}
