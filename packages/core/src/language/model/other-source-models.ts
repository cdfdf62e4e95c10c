/** The models of sources besides customers and transactions. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { OtherSourceConfig, ProjectConfig } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { Catalog } from "./catalog.ts";
import type { OtherSourceModel } from "./model.ts";
import { aggregateSource, asOf, columnsOf, rowScope } from "./scopes.ts";
import type { AggregateSource, Resolved } from "./scope.ts";
import { attributesOf } from "./source-models.ts";
import {
  columnName,
  declaredTypes,
  mentioned,
  placeOfKey,
  placeOfValue,
  table,
  textColumnsOf,
  textOverrides,
  typeAt,
  unknownValue,
  wantBoolean,
  type Environment,
  type Report,
} from "./table-parts.ts";
import { tableText } from "./table-place.ts";
import type { Typed } from "./typed.ts";

type OtherSourceParts = { readonly model: OtherSourceModel; readonly rows: AggregateSource };

type TimeConfig = string | { readonly value: string; readonly format: string };

/** The model of a source, and what its columns mean inside an aggregate. */
export function otherSourceModel(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: OtherSourceConfig,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): OtherSourceParts {
  const base = ["sources", name];
  const columns = columnsOf(catalog, name);
  const times = config.kind === "spans" ? [config.start, config.end] : [config.time];
  const formatted = times.map((time) => (typeof time === "string" ? undefined : time.value));
  const browsing = file.value.recommendations?.browsing;
  const looked = browsing?.source === name ? browsing.item : undefined;
  const overrides = textOverrides(mentioned([config.customer, ...formatted, looked]));
  for (const [column, { type }] of Object.entries(config.columns ?? {})) {
    const place = placeOfKey(file, [...base, "columns", column]);
    columnName(column, columns, tableText(config.from), place, report);
    if (type !== undefined) overrides.set(column.toLowerCase(), declaredTypes[type]);
  }
  if (config.kind === "scores") overrides.set(config.score.toLowerCase(), "number");
  const scope = rowScope(name, columns, overrides);
  const at = (...path: YamlPath): Typed | undefined =>
    typeAt(file, [...base, ...path], scope, report);
  const timeAt = (key: string, time: TimeConfig) => {
    const structured = typeof time === "object";
    const path = structured ? [key, "value"] : [key];
    const typed = at(...path) ?? unknownValue;
    if (typed.type === "number" || typed.type === "boolean")
      report(
        problem(
          "wrong-type",
          { key, expected: "date", got: typed.type },
          placeOfValue(file, [...base, ...path]),
        ),
      );
    return [typed, structured ? time.format : null] as const;
  };
  const where = at("where") ?? null;
  wantBoolean(where ?? undefined, placeOfValue(file, [...base, "where"]), report);
  const common = {
    ...table(file, name, config, environment, report),
    customer: at("customer") ?? unknownValue,
    where,
    columns: [...(columns?.values() ?? [])].map((c) => c.name),
    textColumns: textColumnsOf(columns, overrides),
  };
  const model = ((): OtherSourceModel => {
    if (config.kind === "spans") {
      const [time, timeFormat] = timeAt("start", config.start);
      const [end, endFormat] = timeAt("end", config.end);
      return { kind: "spans", ...common, time, timeFormat, end, endFormat };
    }
    const [time, timeFormat] = timeAt("time", config.time);
    const timed = { ...common, time, timeFormat };
    switch (config.kind) {
      case undefined:
      case "events":
        return { kind: "events", ...timed };
      case "scores": {
        const place = placeOfValue(file, [...base, "score"]);
        const score =
          columnName(config.score, columns, tableText(config.from), place, report) ?? config.score;
        const plain = { title: score, pii: null, sensitive: false };
        const joined = [{ name: score, type: "number", ...plain }] as const;
        return { kind: "scores", ...timed, score, scale: config.scale, joined };
      }
      case "levels": {
        const roles = mentioned([config.customer, timeText(config.time)]);
        const skipped = new Set([...roles].map((role) => role.toLowerCase()));
        const joined = attributesOf(file, name, config, columns, overrides, () => {}).filter(
          (column) => !skipped.has(column.name.toLowerCase()),
        );
        return { kind: "levels", ...timed, joined };
      }
    }
  })();
  const computed = new Map<string, Resolved>([
    ["as_of", asOf],
    ["day", day],
  ]);
  if (model.kind === "spans") computed.set("end_day", endDay);
  const rows = aggregateSource(name, columns, overrides, computed, new Map());
  return { model, rows };
}

const timeText = (time: TimeConfig): string => (typeof time === "string" ? time : time.value);

const day: Resolved = { ref: { kind: "line", column: "day" }, type: "date", unit: null };
const endDay: Resolved = { ref: { kind: "line", column: "end_day" }, type: "date", unit: null };
