/** PIPL Art. 24: no unreasonable differential treatment in price or other terms; Art. 28: sensitive traits. */
import { placeOfValue } from "../../language/model/table-parts.ts";
import { problem, type Problem } from "../../problem.ts";
import { audienceOfStrategy, strategiesOf, targetOf, wayTo, type Linted } from "./lint.ts";
import { traitsOf } from "./traits.ts";

/** Prices and promotions that customers get for a sensitive trait, through whatever metric or segmentation. */
export function lintPrices(linted: Linted): readonly Problem[] {
  return strategiesOf(linted).flatMap(({ strategy, file }) => {
    const keys = (["price", "promotion"] as const).filter((key) => key in strategy.offer);
    if (keys.length === 0) return [];
    const rules = strategy.actions.flatMap(({ when }) => when?.rule ?? []);
    const traits = traitsOf(linted.model, [
      ...audienceOfStrategy(linted.model, strategy),
      ...rules,
    ]).filter((trait) => trait.sensitive);
    return keys.flatMap((key) =>
      traits.map((trait) => {
        const way = wayTo(targetOf(strategy), trait);
        const values = { strategy: strategy.name, key, column: trait.name, way };
        return problem("price-by-sensitive", values, placeOfValue(file, [key]), {
          related: [strategy.place],
        });
      }),
    );
  });
}
