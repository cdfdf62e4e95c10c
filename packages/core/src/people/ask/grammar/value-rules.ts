/** Values: compared, in a window, on a day, held by customers or missing. */
import type { Rule } from "../chart.ts";
import { addDays, isYear } from "../periods.ts";
import type { Bound, Period, Phrase } from "../phrase.ts";
import type { Condition } from "../question.ts";
import type { Known } from "./known.ts";
import { compare, condition, dated, numeric, plain, rule, toBound, type Of } from "./rule.ts";

/** The rules of values. */
export function valueRules({
  asOf,
  bounded,
  catalog,
  inWindow,
  known,
}: Known): readonly Rule<Phrase>[] {
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
  const isNot = (way: Of<"held">["ways"][number] | undefined): Phrase | null =>
    way === undefined
      ? null
      : condition({ kind: "one-of", value: way.value, values: [way.is], negated: true });
  return [
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
    rule(["quantity", "value"], ({ value: n, percent, unit }, value) =>
      unit === "people" ? bounded(value, toBound("=", { value: n, percent, unit: null })) : null,
    ),
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
    rule(["not", "customers", "held"], (_, __, { ways: [way] }) => isNot(way)),
    rule(["not", "customers", "from", "held"], (_, __, ___, { ways: [way] }) => isNot(way)),
    rule(["not", "from", "held"], (_, __, { ways: [way] }) => isNot(way)),
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
  ];
}
