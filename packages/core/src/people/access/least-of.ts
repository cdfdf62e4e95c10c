/** What several people may see together: only what each of them may see. */
import type { Pii } from "../../pii.ts";
import {
  nobodyOf,
  type ColumnRule,
  type Identify,
  type MaskStyle,
  type RowRule,
  type Viewer,
} from "../../viewer.ts";

/**
 * The least permitted viewer of some people: the intersection of what they may see and do.
 *
 * @param actor who it stands for, such as `channel:C024BE91L`
 * @param viewers of nobody, nothing is left
 * @example leastOf("channel:C1", [lead, rep]).rows // => those that both may see
 */
export function leastOf(actor: string, viewers: readonly Viewer[]): Viewer {
  const [first, ...others] = viewers;
  if (first === undefined) return nobodyOf(actor);
  const least = others.reduce(lesserOf, first);
  return { ...least, actor };
}

function lesserOf(a: Viewer, b: Viewer): Viewer {
  const rows = bothRows(a.rows, b.rows);
  const pii = bothPii(a.pii, b.pii);
  return {
    actor: a.actor,
    roles: [...new Set([...a.roles, ...b.roles])],
    rows,
    columns: bothColumns(a.columns, b.columns),
    pii,
    masks: bothMasks(a.masks, b.masks),
    identify: lesser[Math.max(lesser.indexOf(a.identify), lesser.indexOf(b.identify))] ?? "id_only",
    may: a.may.filter((deed) => b.may.includes(deed)),
  };
}

const lesser: readonly Identify[] = ["full", "masked", "id_only"];

/** Customers that two rules let through. Equal rules stay one, so that most channels ask one question. */
function bothRows(a: RowRule, b: RowRule): RowRule {
  if (a.kind === "none" || b.kind === "all" || sameRule(a, b)) return a;
  if (b.kind === "none" || a.kind === "all") return b;
  if (a.kind === "owned" && b.kind === "owned") {
    const by = a.by.filter((owner) => b.by.includes(owner));
    return by.length === 0 ? { kind: "none" } : { kind: "owned", by };
  }
  const rules = [...partsOf(a), ...partsOf(b)];
  const different = rules.filter((rule, i) => rules.findIndex((r) => sameRule(r, rule)) === i);
  return { kind: "every", rules: different };
}

/** Customers that one of two rules lets through. */
export function eitherRows(a: RowRule, b: RowRule): RowRule {
  if (a.kind === "all" || b.kind === "none" || sameRule(a, b)) return a;
  if (b.kind === "all" || a.kind === "none") return b;
  const of = (rule: RowRule): readonly RowRule[] => (rule.kind === "any" ? rule.rules : [rule]);
  return { kind: "any", rules: [...of(a), ...of(b)] };
}

const partsOf = (rule: RowRule): readonly RowRule[] =>
  rule.kind === "every" ? rule.rules : [rule];

const sameRule = (a: RowRule, b: RowRule): boolean => JSON.stringify(a) === JSON.stringify(b);

const bothPii = (a: Viewer["pii"], b: Viewer["pii"]): Viewer["pii"] =>
  a === "all" ? b : b === "all" ? a : a.filter((pii) => b.includes(pii));

function bothColumns(a: ColumnRule, b: ColumnRule): ColumnRule {
  const folded = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  const inB = b.shown === null ? null : folded(b.shown);
  const shown =
    a.shown === null
      ? b.shown
      : inB === null
        ? a.shown
        : a.shown.filter((name) => inB.has(name.toLowerCase()));
  return {
    shown,
    hidden: [...new Set([...a.hidden, ...b.hidden])],
    sensitive: a.sensitive && b.sensitive,
  };
}

/** Where two people would read different ends of a value, neither is shown. */
function bothMasks(a: Viewer["masks"], b: Viewer["masks"]): Viewer["masks"] {
  const classes = [...new Set([...Object.keys(a), ...Object.keys(b)])] as readonly Pii[]; // keys of both records
  return Object.fromEntries(
    classes.map((pii): readonly [Pii, MaskStyle] => {
      const style = a[pii];
      return [pii, style !== undefined && style === b[pii] ? style : "hidden"];
    }),
  );
}
