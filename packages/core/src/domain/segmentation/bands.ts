/**
 * Bands of values: the first that holds a customer's value. Definition: `docs/methods.md` (bands).
 *
 * `at_least` compares the value to six digits after the point; `top: s of customers` holds values that fewer than s of the N
 * customers whose value is known exceed; quantile i of n holds those for whom 1 + ⌊n · (customers strictly lower) / N⌋ is i.
 * Equal values stay together. A value that is not known is in no band, `rest` included.
 */
import {
  add,
  and,
  asc,
  bool,
  call,
  cases,
  cast,
  col,
  decimal,
  desc,
  div,
  double,
  eq,
  ge,
  inList,
  int,
  isNotNull,
  lt,
  mul,
  number,
  over,
  sub,
  text,
  tryCast,
  type Scalar,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { expressionKey } from "../../language/model/keys.ts";
import type { BandModel, SegmentationModel } from "../../language/model/model.ts";
import type { Typed } from "../../language/model/typed.ts";
import { rankColumn } from "../columns.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { Added, KindContext } from "./kind.ts";
import { participation, peersKey } from "./participation.ts";

/** Values are compared and ranked in this type, so that noise of doubles never shows. */
const valueType = decimal(28, 6);

export type Banded = {
  readonly by: Typed;
  readonly bands: readonly Pick<BandModel, "id" | "test">[];
};

/** The columns of a banded value: the value, the share above it, and the band. */
export function bandColumns(
  { by, bands }: Banded,
  model: SegmentationModel,
  keys: ReadonlyMap<string, string>,
): { readonly value: string; readonly above: string; readonly band: string } {
  const own = expressionKey(by, keys);
  const peers = peersKey(own, model, keys);
  const tests = bands.map(({ id, test }) => [id, test]);
  return {
    value: rankColumn(own, by.type === "text" ? "text" : "value"),
    above: rankColumn(peers, "above"),
    band: rankColumn(contentKey([peers, tests]), "band"),
  };
}

const quantileColumn = (above: string, of: number): string => `${above}_${of}`;

/** The levels that give each customer the id of their band; NULL where the value is not known or no band holds it. */
export function bandLevels(
  banded: Banded,
  model: SegmentationModel,
  context: KindContext,
): readonly (readonly Added[])[] {
  const { by, bands } = banded;
  const columns = bandColumns(banded, model, context.keys);
  const { takesPart, peers, level } = participation(model, context);
  const own = toScalar(by, customerNames(context.asOf));
  const value = { name: columns.value, value: by.type === "text" ? own : tryCast(own, valueType) };
  const v = col(columns.value);
  const known = isNotNull(v);
  const ranked = and(...takesPart, known);
  const all = [...peers, known];
  const customers = over("count", [], { partitionBy: all });
  const beyond = (order: typeof asc): Scalar =>
    sub(over("rank", [], { partitionBy: all, orderBy: [order(v)] }), int(1));
  const quantiles = new Set(
    bands.flatMap(({ test }) => (test.kind === "quantile" ? [test.of] : [])),
  );
  const ranks = [
    ...(bands.some(({ test }) => test.kind === "top")
      ? [{ name: columns.above, value: cases([[ranked, div(beyond(desc), customers)]]) }]
      : []),
    ...[...quantiles].map((of) => {
      const lower = call("floor", div(mul(int(of), beyond(asc)), customers));
      const tile = add(int(1), cast(lower, "integer"));
      return { name: quantileColumn(columns.above, of), value: cases([[ranked, tile]]) };
    }),
  ];
  const fits = ({ test }: Banded["bands"][number]): Scalar => {
    switch (test.kind) {
      case "at-least":
        return ge(v, number(test.value));
      case "top":
        return lt(col(columns.above), double(test.share));
      case "in":
        return inList(v, test.values.map(text));
      case "quantile":
        return eq(col(quantileColumn(columns.above, test.of)), int(test.at));
      case "rest":
        return bool(true);
    }
  };
  const band = cases(bands.map((b) => [and(ranked, fits(b)), text(b.id)]));
  return [[value, ...level], ranks, [{ name: columns.band, value: band }]];
}

/** Levels side by side; columns of the same name are the same and stand once. */
export function together(
  ...parts: readonly (readonly (readonly Added[])[])[]
): readonly (readonly Added[])[] {
  const depth = Math.max(0, ...parts.map((levels) => levels.length));
  return Array.from({ length: depth }, (_, i) => {
    const columns = new Map(parts.flatMap((levels) => levels[i] ?? []).map((c) => [c.name, c]));
    return [...columns.values()];
  });
}
