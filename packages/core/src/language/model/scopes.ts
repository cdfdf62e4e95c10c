/** What names mean: in a row of a source, and for a customer. */
import { builtinsOf, findBuiltin, windowOf, type Builtin } from "./builtins.ts";
import type { Catalog, CatalogColumn, ColumnType } from "./catalog.ts";
import { foldName } from "./fold-name.ts";
import type { JoinedNames } from "./joined-names.ts";
import type { Model } from "./model.ts";
import type { AggregateScope, AggregateSource, Resolved, Scope } from "./scope.ts";
import type { NameRef, ValueType } from "./typed.ts";

/** Columns of a source as far as they are known; `undefined` before the data have been read. */
export type SourceColumns = ReadonlyMap<string, CatalogColumn> | undefined;

/** The columns of a source by name in lower case: the engine's names ignore case. */
export function columnsOf(catalog: Catalog | undefined, source: string): SourceColumns {
  const found = catalog?.sources.find((s) => s.name === source);
  return found === undefined
    ? undefined
    : new Map(found.columns.map((c) => [c.name.toLowerCase(), c]));
}

const noSegments = (): undefined => undefined;

/**
 * Names in one row of a source: its columns, and names that are computed for each row.
 *
 * @param overrides types that the configuration gives to columns, by name in lower case
 * @param computed names that come before columns, such as `amount`
 */
export function rowScope(
  source: string,
  columns: SourceColumns,
  overrides: ReadonlyMap<string, ColumnType>,
  computed: ReadonlyMap<string, Resolved> = new Map(),
): Scope {
  return {
    names: [...(columns?.values() ?? [])].map((c) => c.name).concat([...computed.keys()]),
    aggregate: null,
    segmentsOf: noSegments,
    resolve: (parts) => {
      const name =
        parts.length === 2 && foldName(parts[0] ?? "") === foldName(source)
          ? parts[1]
          : parts.length === 1
            ? parts[0]
            : undefined;
      if (name === undefined) return undefined;
      const lower = name.toLowerCase();
      const known = computed.get(lower);
      if (known !== undefined) return known;
      const column = columns?.get(lower);
      if (columns !== undefined && column === undefined) return undefined;
      const type: ValueType = overrides.get(lower) ?? column?.type ?? "unknown";
      return { ref: { kind: "column", source, column: column?.name ?? name }, type, unit: null };
    },
  };
}

/**
 * A source whose rows can be aggregated.
 *
 * @param computed names that are computed for each row
 * @param own those of them that decide the source where they stand alone
 */
export const aggregateSource = (
  name: string,
  columns: SourceColumns,
  overrides: ReadonlyMap<string, ColumnType>,
  computed: ReadonlyMap<string, Resolved>,
  own: ReadonlyMap<string, Resolved>,
): AggregateSource => ({
  name,
  inside: rowScope(name, columns, overrides, computed),
  has: (column) =>
    own.has(column.toLowerCase()) || columns === undefined || columns.has(column.toLowerCase()),
  known: columns !== undefined,
});

export const asOf: Resolved = { ref: { kind: "as-of" }, type: "date", unit: null };

/** What a customer scope knows besides built-in names. */
export type CustomerNames = {
  readonly attributes: ReadonlyMap<string, Resolved>;
  /** Whether rows of transactions say what they earn, so that there is a built-in metric of it. */
  readonly margin: boolean;
  /** The built-in metrics with windows that a run computed; left out where more can be. */
  readonly computed?: Pick<Model, "windows" | "rhythm">;
  /** Whether names that nobody knows may be columns of data that have not been read. */
  readonly openAttributes: boolean;
  /** By name as it is compared (`foldName`), as are those below. */
  readonly metrics: ReadonlyMap<string, Resolved>;
  /** Names whose definitions have problems of their own: whatever is said of them is let through. */
  readonly broken: ReadonlySet<string>;
  /** Columns of other sources. */
  readonly joined: JoinedNames;
  /** Segments by segmentation; `all` when a customer can be in several. */
  readonly segmentations: ReadonlyMap<
    string,
    { readonly name: string; readonly all: boolean; readonly segments: readonly string[] }
  >;
};

/**
 * Names for a customer: built-in metrics in the window, the project's metrics, segmentations, attributes, in this order.
 *
 * @param within days that built-in metrics look back; `null` for all time
 */
export function customerScope(
  names: CustomerNames,
  within: number | null,
  aggregate: AggregateScope | null,
): Scope {
  const { attributes, metrics, segmentations } = names;
  return {
    // Read only where a name is unknown: there is a scope for each expression.
    get names() {
      return [
        ...builtinsOf(names.margin).map((b) => b.name),
        ...[...metrics.values()]
          .map(({ ref }) => ref)
          .flatMap((ref) => ("name" in ref ? ref.name : [])),
        ...attributes.keys(),
        ...names.joined.names,
        ...[...segmentations.values()].flatMap((s) =>
          s.all ? s.segments.map((x) => `${s.name}.${x}`) : [s.name],
        ),
        "as_of",
      ];
    },
    aggregate,
    segmentsOf: (ref) =>
      ref.kind === "segmentation" ? segmentations.get(foldName(ref.name))?.segments : undefined,
    resolve: (parts) => {
      const [first = "", second] = parts;
      if (names.broken.has(foldName(first)))
        return { ref: { kind: "attribute", name: first }, type: "unknown", unit: null };
      if (second !== undefined)
        return parts.length > 2 ? undefined : qualified(names, first, second);
      if (first.toLowerCase() === "as_of") return asOf;
      const builtin = builtinOf(names, first, within);
      if (builtin !== undefined && builtin.onUse !== true) return resolved(builtin, within);
      const metric = metrics.get(foldName(first));
      if (metric !== undefined) return metric;
      const segmentation = segmentations.get(foldName(first));
      if (segmentation !== undefined) {
        if (segmentation.all) return undefined;
        return { ref: { kind: "segmentation", name: segmentation.name }, type: "text", unit: null };
      }
      const own = attributes.get(first.toLowerCase()) ?? names.joined.alone(first);
      if (own !== undefined) return own;
      return builtin === undefined ? attribute(names, first) : resolved(builtin, within);
    },
  };
}

function resolved(builtin: Builtin, within: number | null): Resolved {
  const ref: NameRef = { kind: "builtin", name: builtin.name, within: windowOf(builtin, within) };
  return { ref, type: builtin.type, unit: builtin.unit };
}

/** A built-in metric; of a run, those that are computed where they are named only if they were. */
function builtinOf(names: CustomerNames, name: string, within: number | null): Builtin | undefined {
  const found = findBuiltin(name, names.margin);
  if (found?.onUse !== true || names.computed === undefined) return found;
  if (found.name === "rhythm") return names.computed.rhythm === true ? found : undefined;
  const window = windowOf(found, within);
  return names.computed.windows.some((w) => w.name === found.name && w.within === window)
    ? found
    : undefined;
}

function qualified(names: CustomerNames, first: string, second: string): Resolved | undefined {
  if (first === "customers") return attribute(names, second);
  const joined = names.joined.qualified(first, second);
  if (joined !== undefined) return joined;
  const segmentation = names.segmentations.get(foldName(first));
  const segment = segmentation?.segments.find((id) => foldName(id) === foldName(second));
  if (segmentation === undefined || segment === undefined) return undefined;
  const ref: NameRef = { kind: "segment", segmentation: segmentation.name, segment };
  return { ref, type: "boolean", unit: null };
}

function attribute(names: CustomerNames, name: string): Resolved | undefined {
  const known = names.attributes.get(name.toLowerCase());
  if (known !== undefined || !names.openAttributes) return known;
  return { ref: { kind: "attribute", name }, type: "unknown", unit: null };
}
