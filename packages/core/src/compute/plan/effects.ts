/** What effects raise, as plans count: chances that end at certainty, and what has no end, in steps that never reach one. */
import { unitWorth, worthColumns } from "../../domain/strategy/effect-worth.ts";
import { metricColumn } from "../../domain/columns.ts";
import type { EffectModel } from "../../language/model/effect-model.ts";

/** What an action raises. */
export type Raised = {
  /** The position among what is raised; `null` where the effect is not known. */
  readonly metric: number | null;
  /** The effect's uplift and its standard deviation, as the plan counts them. */
  readonly uplift: number;
  readonly sd: number;
};

type Lifted = { readonly effect: EffectModel; readonly scale: number };

type Effects = {
  readonly raised: readonly Raised[];
  /** Columns of a customer that worth and room are made of. */
  readonly columns: readonly string[];
  /** @param read values of these columns */
  readonly valuesOf: (
    read: readonly Float64Array[],
    size: number,
  ) => { readonly worth: readonly Float64Array[]; readonly room: readonly Float64Array[] };
};

/** What has no end stands in the middle of an interval that no draw of its effect leaves. */
const middle = 0.5;
const farthest = 8;

/**
 * Chances of one name are one: uplifts of them overlap. Everything else adds up, so each action raises its own: divided by so
 * much that neither it nor what is drawn around it comes near an end.
 */
export function effectsOf(effects: readonly (EffectModel | null)[]): Effects {
  const lifted: Lifted[] = [];
  const raised = effects.map((effect): Raised => {
    if (effect === null) return { metric: null, uplift: 0, sd: 0 };
    const { metric, basis, uplift, sd } = effect;
    if (basis.kind === "chance") {
      if (basis.clv === null) return { metric: null, uplift, sd };
      const at = lifted.findIndex(
        ({ effect: other }) => other.basis.kind === "chance" && other.metric === metric,
      );
      if (at >= 0) return { metric: at, uplift, sd };
      lifted.push({ effect, scale: 1 });
      return { metric: lifted.length - 1, uplift, sd };
    }
    const most = Math.abs(uplift) + farthest * sd;
    const scale = most === 0 ? 1 : most / middle;
    lifted.push({ effect, scale });
    return { metric: lifted.length - 1, uplift: uplift / scale, sd: sd / scale };
  });
  const columns = [...new Set(lifted.flatMap(({ effect }) => worthColumns(effect)))];
  return {
    raised,
    columns,
    valuesOf: (read, size) => {
      const known = new Map(columns.map((name, i) => [name, read[i]]));
      let at = 0;
      const number = (name: string): number => known.get(name)?.[at] ?? Number.NaN;
      const each = (value: () => number): Float64Array => {
        const out = new Float64Array(size);
        for (at = 0; at < size; at += 1) out[at] = value();
        return out;
      };
      return {
        worth: lifted.map(({ effect, scale }) => each(() => scale * unitWorth(effect, number))),
        room: lifted.map(({ effect }) =>
          effect.basis.kind === "chance"
            ? each(() => 1 - number(metricColumn(effect.metric)))
            : new Float64Array(size).fill(middle),
        ),
      };
    },
  };
}
