/** The rules of phrases: how words of a question go together, in both languages. */
import type { AskValue } from "./ask-catalog.ts";
import type { Rule } from "./chart.ts";
import type { Lexicon } from "./lexicon.ts";
import {
  addDays,
  calendar,
  daysOf,
  isYear,
  lastDays,
  monthOf,
  yearOf,
  type CalendarUnit,
} from "./periods.ts";
import type { Bound, Period, Phrase, PhraseKind, PhraseOf } from "./phrase.ts";
import type { Comparator, Condition, How, Operand } from "./question.ts";

type Of<K extends PhraseKind> = PhraseOf<K>;
type Parts<Kinds extends readonly PhraseKind[]> = { readonly [I in keyof Kinds]: Of<Kinds[I]> };

/** A rule whose parts have their types. */
const rule = <const Kinds extends readonly [PhraseKind, ...PhraseKind[]]>(
  of: Kinds,
  make: (...parts: Parts<Kinds>) => Phrase | null,
): Rule<Phrase> => ({
  of,
  // The chart gives parts of the kinds that the rule asks for.
  make: (parts) => make(...(parts as unknown as Parts<Kinds>)),
});

const numberText = (value: number): string => String(Number(value.toPrecision(15)));
const numeric = (value: number): Operand => ({ kind: "number", text: numberText(value) });
const dated = (value: string): Operand => ({ kind: "date", value });
const condition = (is: Condition): Phrase => ({ kind: "condition", is });
const compare = (value: string, is: Comparator, than: Operand): Phrase =>
  condition({ kind: "compare", value, is, than });

/**
 * The rules for a project, by the kind that each begins with. What a rule makes rests on the project: windows that are known,
 * which value is a date.
 */
export function grammarOf({
  catalog,
  windows,
}: Lexicon): ReadonlyMap<string, readonly Rule<Phrase>[]> {
  const values = new Map(catalog.values.map((v) => [v.id, v]));
  const { asOf } = catalog;
  const known = (id: string): AskValue | undefined => values.get(id);
  const has = (id: string): boolean => values.has(id);
  const chance = catalog.values.find(({ estimate }) => estimate?.of === "p_alive")?.id;

  /** The value over the days asked for; null where no segmentation or metric computes that. */
  const inWindow = (id: string, days: number | null): string | null => {
    const near = (windows.get(id) ?? []).find(
      (w) => days !== null && Math.abs(w - days) * 20 <= days,
    );
    return near === undefined ? null : `${id}_${near}`;
  };

  const bounded = (value: Of<"value">, bound: Bound): Phrase | null => {
    const info = known(value.id);
    if (info?.type !== "number" || (bound.unit === "times" && info.unit !== "orders")) return null;
    if (bound.unit === "people") return null;
    const scaled = (n: number): Operand =>
      numeric(info.unit === "share" && (bound.percent || n > 1) ? n / 100 : n);
    if (bound.is !== "between") return compare(value.id, bound.is, scaled(bound.low));
    return condition({
      kind: "between",
      value: value.id,
      low: scaled(bound.low),
      high: scaled(bound.high),
    });
  };

  /** From the first day on, up to the day after. */
  const during = (value: string, { from, to }: Period): Phrase | null => {
    if (known(value)?.type !== "date" || from === null || to === null) return null;
    if (to > asOf) return compare(value, ">=", dated(from));
    return condition({ kind: "between", value, low: dated(from), high: dated(addDays(to, -1)) });
  };

  const windowed = (value: Of<"value">, { days }: Period): Phrase | null => {
    const id = inWindow(value.id, days);
    return id === null ? null : { ...value, id, windowed: true };
  };

  const windowedCondition = ({ is }: Of<"condition">, { days }: Period): Phrase | null => {
    if (is.kind !== "compare" && is.kind !== "between") return null;
    const id = inWindow(is.value, days);
    return id === null ? null : condition({ ...is, value: id });
  };

  const away = (days: number): Phrase | null =>
    has("recency") ? compare("recency", ">", numeric(days)) : null;
  /** Nobody who bought on that day or after it. */
  const notFrom = (day: string): Phrase | null =>
    has("last_order")
      ? condition({
          kind: "any",
          of: [
            { kind: "compare", value: "last_order", is: "<", than: dated(day) },
            { kind: "missing", value: "last_order", negated: false },
          ],
        })
      : null;
  const notSince = ({ days, from, current }: Period): Phrase | null =>
    (current === true || days === null) && from !== null
      ? notFrom(from)
      : days === null
        ? null
        : away(days);
  const seen = (period: Period): Phrase | null =>
    period.from !== null && period.to !== null && period.to > asOf && has("last_order")
      ? compare("last_order", ">=", dated(period.from))
      : null;
  const often = (bound: Bound): Phrase | null =>
    bound.unit === "times" && has("frequency")
      ? bounded({ kind: "value", id: "frequency", text: "" }, bound)
      : null;

  const quantity =
    (unit: CalendarUnit) =>
    ({ value, percent }: Of<"number">): Phrase | null =>
      percent || (unit === "year" && isYear(value))
        ? null
        : { kind: "quantity", value: value * daysOf[unit], percent, unit: "days" };
  const unitRules = (["day", "week", "month", "quarter", "year"] as const).flatMap((unit) => [
    rule(["number", unit], (n, u) =>
      unit === "month" && u.word === "月" ? null : quantity(unit)(n),
    ),
    rule([unit], ({ word }) =>
      word.startsWith("a ")
        ? { kind: "quantity", value: daysOf[unit], percent: false, unit: "days" }
        : null,
    ),
    rule(["last", unit], () => calendar(unit, asOf, -1)),
    rule(["current", unit], () => ({ ...calendar(unit, asOf, 0), current: true })),
    rule(["last", "number", unit], (_, { value }) => lastDays(value * daysOf[unit], asOf)),
    rule(["number", "last", unit], ({ value }) => lastDays(value * daysOf[unit], asOf)),
  ]);

  type Amount = Pick<Of<"quantity">, "value" | "percent" | "unit">;
  const toBound = (is: Bound["is"], { value, percent, unit }: Amount, high = value): Bound => ({
    kind: "bound",
    is,
    low: value,
    high,
    percent,
    unit,
  });
  const plain = (n: Of<"number">): Amount => ({ ...n, unit: null });
  const amounts = [
    ["number", (p: Phrase) => plain(p as Of<"number">)], // of the kind beside it
    ["quantity", (p: Phrase) => p as Of<"quantity">],
  ] as const;
  const boundRules = amounts.flatMap(([kind, read]) => [
    ...([">", ">=", "<", "<=", "=", "<>"] as const).map((is) =>
      rule([is, kind], (_, amount) => toBound(is, read(amount))),
    ),
    rule([kind, "atleast"], (amount) => toBound(">=", read(amount))),
    rule([kind, "atmost"], (amount) => toBound("<=", read(amount))),
    ...amounts.flatMap(([other, readOther]) => [
      rule([kind, "until", other], (low, _, high) => between(read(low), readOther(high))),
      rule(["between", kind, "until", other], (_, low, __, high) =>
        between(read(low), readOther(high)),
      ),
      rule(["between", kind, "and", other], (_, low, __, high) =>
        between(read(low), readOther(high)),
      ),
    ]),
  ]);
  function between(low: Amount, high: Amount): Phrase | null {
    const unit = high.unit ?? low.unit;
    // A dash between two numbers of a date is not a range.
    if (low.value >= high.value) return null;
    return toBound("between", { ...low, percent: low.percent || high.percent, unit }, high.value);
  }

  const superlative = (
    high: boolean,
    value: Of<"value">,
    form: "before" | "after",
  ): Phrase | null => {
    if (known(value.id)?.type === "text") return null;
    // The most recent is who bought the fewest days ago.
    const turned = value.id === "recency" && /^recent/i.test(value.text);
    return { kind: "sort", by: value.id, descending: high !== turned, form };
  };
  const figure =
    (how: How) =>
    (value: Of<"value">): Phrase | null =>
      known(value.id)?.type === "number" ? { kind: "figure", of: value.id, how } : null;
  const said = (value: Of<"value">, descending = true): Phrase | null =>
    known(value.id) === undefined || known(value.id)?.type === "text"
      ? null
      : { kind: "sort", by: value.id, descending, form: "said" };
  const each = (by: string): Phrase | null =>
    known(by) === undefined || known(by)?.type === "text" || known(by)?.type === "boolean"
      ? { kind: "each-of", by }
      : null;
  const absent = (value: string, negated = false): Condition => ({
    kind: "missing",
    value,
    negated,
  });
  const without = ({ id }: Of<"value">): Phrase | null => {
    const info = known(id);
    if (info === undefined || info.kind === "metric") return null;
    if (info.type !== "number") return condition(absent(id));
    const zero: Condition = { kind: "compare", value: id, is: "=", than: numeric(0) };
    return condition({ kind: "any", of: [absent(id), zero] });
  };
  const soonGone = (): Phrase | null =>
    chance === undefined ? null : { kind: "sort", by: chance, descending: false, form: "said" };
  const textIs = (value: Of<"value">, is: string, negated = false): Phrase | null =>
    known(value.id)?.type === "text"
      ? condition({ kind: "one-of", value: value.id, values: [is], negated })
      : null;
  const ofValue = (value: Of<"value">, held: Of<"held">, negated = false): Phrase | null => {
    const way = held.ways.find((w) => w.value === value.id);
    return way === undefined ? null : textIs(value, way.is, negated);
  };
  const age = catalog.values.find(
    ({ id, type }) => /^(?:customers\.)?age$/i.test(id) && type === "number",
  )?.id;
  const ofAge = (bound: Bound): Phrase | null =>
    age === undefined ? null : bounded({ kind: "value", id: age, text: "" }, bound);
  const notBought = (): Phrase => ({ kind: "not-bought" });

  const rules: Rule<Phrase>[] = [
    // Amounts and time.
    ...unitRules,
    rule(["once"], ({ word }) => {
      const value = { twice: 2, thrice: 3 }[word] ?? 1;
      return { kind: "quantity", value, percent: false, unit: "times" };
    }),
    rule(["number", "year", "firsthalf"], ({ value }) => halfOf(value, 1)),
    rule(["number", "year", "secondhalf"], ({ value }) => halfOf(value, 2)),
    rule(["firsthalf", "number"], (_, { value }) => halfOf(value, 1)),
    rule(["secondhalf", "number"], (_, { value }) => halfOf(value, 2)),
    rule(["current", "year", "firsthalf"], () => halfOf(Number(asOf.slice(0, 4)), 1)),
    rule(["last", "year", "firsthalf"], () => halfOf(Number(asOf.slice(0, 4)) - 1, 1)),
    rule(["last", "year", "secondhalf"], () => halfOf(Number(asOf.slice(0, 4)) - 1, 2)),
    rule(["date", "until", "date"], (from, _, to) => span(from.iso, to.iso)),
    rule(["between", "date", "until", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["between", "date", "and", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["from", "date", "until", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["halfyear"], () => ({ kind: "quantity", value: 180, percent: false, unit: "days" })),
    rule(["last", "halfyear"], () => lastDays(180, asOf)),
    rule(["number", "times"], ({ value, percent }) => ({
      kind: "quantity",
      value,
      percent,
      unit: "times",
    })),
    rule(["number", "atleast", "times"], (n) => toBound(">=", { ...plain(n), unit: "times" })),
    rule(["number", "measure"], ({ value, percent }) => ({
      kind: "quantity",
      value,
      percent,
      unit: "people",
    })),
    rule(["number", "year"], ({ value }) => (isYear(value) ? yearOf(value) : null)),
    rule(["number"], ({ value }) => (isYear(value) ? yearOf(value) : null)),
    rule(["number", "month"], ({ value }, { word }) =>
      word === "月" && value >= 1 && value <= 12 ? monthOf(value, null, asOf) : null,
    ),
    rule(["number", "year", "number", "month"], (y, _, m, { word }) =>
      word === "月" && isYear(y.value) ? monthOf(m.value, y.value, asOf) : null,
    ),
    rule(["named-month"], ({ month }) => monthOf(month, null, asOf)),
    rule(["named-month", "number"], ({ month }, { value }) =>
      isYear(value) ? monthOf(month, value, asOf) : null,
    ),
    ...boundRules,
    // Values in a window, compared.
    rule(["value", "period"], windowed),
    rule(["period", "value"], (period, value) => windowed(value, period)),
    rule(["value", "bound"], bounded),
    rule(["number", "value", "atleast"], (n, value) => bounded(value, toBound(">=", plain(n)))),
    rule(["number", "value", "atmost"], (n, value) => bounded(value, toBound("<=", plain(n)))),
    rule([">", "number"], ({ word }, n) =>
      word.startsWith("older") ? ofAge(toBound(">", plain(n))) : null,
    ),
    rule(["<", "number"], ({ word }, n) =>
      word.startsWith("younger") ? ofAge(toBound("<", plain(n))) : null,
    ),
    rule(["bound", "value"], (bound, value) => bounded(value, bound)),
    rule(["value", "number"], (value, n) =>
      isYear(n.value) ? null : bounded(value, toBound("=", plain(n))),
    ),
    rule(["number", "value"], (n, value) => bounded(value, toBound("=", plain(n)))),
    rule(["figure", "period"], ({ how, of }, { days }) => {
      const id = inWindow(of, days);
      return id === null ? null : { kind: "figure", how, of: id };
    }),
    rule(["period", "figure"], ({ days }, { how, of }) => {
      const id = inWindow(of, days);
      return id === null ? null : { kind: "figure", how, of: id };
    }),
    rule(["sort", "period"], (sort, { days }) => {
      const id = inWindow(sort.by, days);
      return id === null ? null : { ...sort, by: id };
    }),
    rule(["period", "sort"], ({ days }, sort) => {
      const id = inWindow(sort.by, days);
      return id === null ? null : { ...sort, by: id };
    }),
    rule(["condition", "period"], windowedCondition),
    rule(["period", "condition"], (period, of) => windowedCondition(of, period)),
    rule(["value", "=", "quoted"], (value, _, { text }) => textIs(value, text)),
    rule(["value", "<>", "quoted"], (value, _, { text }) => textIs(value, text, true)),
    rule(["value", "=", "held"], (value, _, held) => ofValue(value, held)),
    rule(["value", "held"], (value, held) => ofValue(value, held)),
    rule(["held", "value"], (held, value) => ofValue(value, held)),
    rule(["value", "not", "held"], (value, _, held) => ofValue(value, held, true)),
    rule(["not", "value"], (_, value) => without(value)),
    // Dates.
    rule(["value", "period"], ({ id }, period) => during(id, period)),
    rule(["period", "value"], (period, { id }) => during(id, period)),
    rule(["value", "after_day", "period"], ({ id }, _, { from }) =>
      known(id)?.type === "date" && from !== null ? compare(id, ">=", dated(from)) : null,
    ),
    rule(["value", "before_day", "period"], ({ id }, _, { from }) =>
      known(id)?.type === "date" && from !== null ? compare(id, "<", dated(from)) : null,
    ),
    rule(["period", "after_day", "value"], ({ from }, _, { id }) =>
      known(id)?.type === "date" && from !== null ? compare(id, ">=", dated(from)) : null,
    ),
    rule(["period", "before_day", "value"], ({ from }, _, { id }) =>
      known(id)?.type === "date" && from !== null ? compare(id, "<", dated(from)) : null,
    ),
    rule(["value", "after_day", "date"], ({ id }, _, { iso }) =>
      known(id)?.type === "date" ? compare(id, ">=", dated(iso)) : null,
    ),
    rule(["value", "before_day", "date"], ({ id }, _, { iso }) =>
      known(id)?.type === "date" ? compare(id, "<", dated(iso)) : null,
    ),
    ...([">", ">=", "<", "<=", "="] as const).map((is) =>
      rule(["value", is, "date"], ({ id }, _, { iso }) =>
        known(id)?.type === "date" ? compare(id, is, dated(iso)) : null,
      ),
    ),
    // Who bought, how often, and who has not.
    rule(["not", "buy"], notBought),
    rule(["not", "value"], (_, { id }) => (id === "frequency" ? notBought() : null)),
    rule(["never", "buy"], () => condition({ kind: "never-bought" })),
    rule(["never", "value"], (_, { id }) =>
      id === "frequency" || id === "monetary" ? condition({ kind: "never-bought" }) : null,
    ),
    rule(["not-bought", "quantity"], (_, { value, unit }) =>
      unit === "days" ? away(value) : null,
    ),
    rule(["quantity", "not-bought"], ({ value, unit }) => (unit === "days" ? away(value) : null)),
    rule(["not-bought", "bound"], (_, bound) => (bound.unit === "days" ? away(bound.low) : null)),
    rule(["bound", "not-bought"], (bound) => (bound.unit === "days" ? away(bound.low) : null)),
    rule(["not-bought", "period"], (_, period) => notSince(period)),
    rule(["period", "not-bought"], notSince),
    rule(["not-bought", "after_day", "date"], (_, __, { iso }) => notFrom(iso)),
    rule(["not-bought", "after_day", "period"], (_, __, { from }) =>
      from === null ? null : notFrom(from),
    ),
    rule(["not-bought", "since", "period"], (_, __, { from }) =>
      from === null ? null : notFrom(from),
    ),
    rule(["value", "quantity"], ({ id }, { value, unit }) =>
      id === "recency" && unit === "days" ? away(value) : null,
    ),
    rule(["quantity", "value"], ({ value, unit }, { id }) =>
      id === "recency" && unit === "days" ? away(value) : null,
    ),
    rule(["buy", "period"], (_, period) => seen(period)),
    rule(["period", "buy"], (period) => seen(period)),
    rule(["buy", "bound"], (_, bound) => often(bound)),
    rule(["bound", "buy"], (bound) => often(bound)),
    rule(["bound"], often),
    rule(["buy", "only", "quantity"], (_, __, { value, percent, unit }) =>
      often(toBound("=", { value, percent, unit })),
    ),
    rule(["buy", "quantity"], (_, { value, percent, unit }) =>
      often(toBound("=", { value, percent, unit })),
    ),
    // Not in, or one of several.
    rule(["not", "segment"], (_, { refs: [ref] }) =>
      ref === undefined ? null : condition({ kind: "segment", ...ref, negated: true }),
    ),
    rule(["not", "held"], (_, { ways: [way] }) =>
      way === undefined
        ? null
        : condition({ kind: "one-of", value: way.value, values: [way.is], negated: true }),
    ),
    rule(["held", "or", "held"], ({ ways: [a] }, _, { ways: [b] }) =>
      a === undefined || b === undefined ? null : either(oneOf(a), oneOf(b)),
    ),
    rule(["held", "or", "segment"], ({ ways: [a] }, _, { refs: [b] }) =>
      a === undefined || b === undefined
        ? null
        : either(oneOf(a), { kind: "segment", ...b, negated: false }),
    ),
    rule(["segment", "or", "held"], ({ refs: [a] }, _, { ways: [b] }) =>
      a === undefined || b === undefined
        ? null
        : either({ kind: "segment", ...a, negated: false }, oneOf(b)),
    ),
    rule(["segment", "or", "segment"], ({ refs: [a] }, _, { refs: [b] }) =>
      a === undefined || b === undefined
        ? null
        : either(
            { kind: "segment", ...a, negated: false },
            { kind: "segment", ...b, negated: false },
          ),
    ),
    rule(["condition", "or", "condition"], (a, _, b) => either(a.is, b.is)),
    rule(["condition", "or", "held"], (a, _, { ways: [b] }) =>
      b === undefined ? null : either(a.is, oneOf(b)),
    ),
    rule(["held", "or", "condition"], ({ ways: [a] }, _, b) =>
      a === undefined ? null : either(oneOf(a), b.is),
    ),
    rule(["condition", "or", "segment"], (a, _, { refs: [b] }) =>
      b === undefined ? null : either(a.is, { kind: "segment", ...b, negated: false }),
    ),
    // Order, the first of it, figures, parts.
    rule(["orderby", "value"], (_, value) => said(value)),
    rule(["orderby", "value", "sorting"], (_, value) => said(value)),
    rule(["value", "sorting"], (value) => said(value)),
    rule(["orderby", "value", "descending"], (_, value) => said(value)),
    rule(["orderby", "value", "ascending"], (_, value) => said(value, false)),
    rule(["orderby", "value", "ascending", "sorting"], (_, value) => said(value, false)),
    rule(["orderby", "value", "descending", "sorting"], (_, value) => said(value)),
    rule(["value", "descending"], (value) => said(value)),
    rule(["value", "ascending"], (value) => said(value, false)),
    rule(["high", "value"], (_, value) => superlative(true, value, "before")),
    rule(["low", "value"], (_, value) => superlative(false, value, "before")),
    rule(["value", "high"], (value) => superlative(true, value, "after")),
    rule(["value", "low"], (value) => superlative(false, value, "after")),
    rule(["high", "not-bought"], () =>
      has("recency") ? { kind: "sort", by: "recency", descending: true, form: "after" } : null,
    ),
    rule(["near", "churn"], soonGone),
    rule(["risk"], soonGone),
    rule(["near", "not-bought"], soonGone),
    rule(["top", "number"], ({ word }, { value }) =>
      word === "first" && value === 1 ? null : { kind: "top-of", top: value },
    ),
    rule(["top", "quantity"], (_, { value, unit }) =>
      unit === "people" ? { kind: "top-of", top: value } : null,
    ),
    rule(["number", "high"], ({ value }, { word }) =>
      word === "more" ? null : { kind: "top-of", top: value },
    ),
    rule(["mean", "value"], (_, value) => figure("mean")(value)),
    rule(["value", "mean"], (value) => figure("mean")(value)),
    rule(["median", "value"], (_, value) => figure("median")(value)),
    rule(["value", "median"], (value) => figure("median")(value)),
    rule(["sum", "value"], (_, value) => figure("sum")(value)),
    rule(["value", "sum"], (value) => figure("sum")(value)),
    rule(["each", "value"], (_, { id }) => each(id)),
    rule(["each", "segmentation"], (_, { id }) => each(id)),
  ];
  const byFirst = new Map<string, Rule<Phrase>[]>();
  for (const one of rules) byFirst.set(one.of[0], [...(byFirst.get(one.of[0]) ?? []), one]);
  return byFirst;
}

/** From a day to another, both included. */
const span = (from: string, to: string): Phrase | null =>
  from <= to ? { kind: "period", days: null, from, to: addDays(to, 1) } : null;

const halfOf = (year: number, half: 1 | 2): Phrase | null =>
  !isYear(year)
    ? null
    : half === 1
      ? span(`${year}-01-01`, `${year}-06-30`)
      : span(`${year}-07-01`, `${year}-12-31`);

const oneOf = (way: { readonly value: string; readonly is: string }): Condition => ({
  kind: "one-of",
  value: way.value,
  values: [way.is],
  negated: false,
});

/** One of two; of the same column one list. */
function either(a: Condition, b: Condition): Phrase {
  if (a.kind === "one-of" && b.kind === "one-of" && a.value === b.value && !a.negated && !b.negated)
    return condition({ ...a, values: [...a.values, ...b.values] });
  const of = [a, b].flatMap((c) => (c.kind === "any" ? c.of : [c]));
  return condition({ kind: "any", of });
}
