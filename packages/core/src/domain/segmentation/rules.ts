/** Segments by rules: the first that fits, or all that fit. A rule that is unknown for a customer does not fit. */
import { and, bool, cases, coalesce, col, not, or, text, type Scalar } from "../../query/index.ts";
import type { RulesModel } from "../../language/model/model.ts";
import { segmentationColumn, segmentColumn } from "../columns.ts";
import { masksOf } from "../flag-masks.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { Kind } from "./kind.ts";
import { participation } from "./participation.ts";
import { flagsColumn } from "./rule-keys.ts";

export const rules: Kind<RulesModel> = {
  plan: (model, context) => {
    const names = customerNames(context.asOf);
    const { takesPart, level } = participation(model, context);
    const fits = (when: RulesModel["segments"][number]["when"]): Scalar | null =>
      when === null ? null : coalesce(toScalar(when, names), bool(false));
    if (model.assign === "first") {
      const branches = model.segments.map(
        (s) => [and(...takesPart, fits(s.when) ?? bool(true)), text(s.id)] as const,
      );
      return {
        levels: [level, [{ name: segmentationColumn(model.name), value: cases(branches) }]],
      };
    }
    const others = model.segments.flatMap((s) => fits(s.when) ?? []);
    const columns = model.segments.map((s) => ({
      name: segmentColumn(model.name, s.id),
      value: and(
        ...takesPart,
        fits(s.when) ?? (others.length === 0 ? bool(true) : not(or(...others))),
      ),
    }));
    const flags = masksOf(columns.map((c) => col(c.name))).map((value, part) => ({
      name: flagsColumn(model, context.keys, part),
      value,
    }));
    return { levels: [level, columns, flags] };
  },
};
