/** What an impact assessment (PIPL Art. 55 and 56, GDPR Art. 35) has to tell of a project. */
import type { Localised } from "../../language/config/text.ts";
import { consentsOf, sourcesBeside, type Model } from "../../language/model/model.ts";
import type { Objective } from "../../language/model/strategy-model.ts";
import type { Pii } from "../../pii.ts";
import type { Problem } from "../../problem.ts";
import { audienceOfStrategy, isCompliance, targetOf } from "./lint.ts";
import type { Suppressed } from "./suppressions.ts";
import { audienceOf, traitsOf } from "./traits.ts";

/** What a strategy decides of somebody. */
export type Decision = "price" | "promotion" | "service";

export type Impact = {
  readonly name: Localised;
  readonly sources: readonly {
    readonly name: string;
    readonly from: string;
    readonly kind: string;
  }[];
  /** Columns of persons. */
  readonly columns: readonly {
    readonly name: string;
    readonly pii: Pii | null;
    readonly sensitive: boolean;
    /** Segments and strategies that rest on it. */
    readonly flows: readonly string[];
  }[];
  readonly purposes: readonly {
    readonly strategy: string;
    readonly title: Localised;
    readonly objective: Objective;
    readonly for: string;
    readonly channels: readonly string[];
    /** Departments, the one that answers first. */
    readonly owners: readonly string[];
    readonly decides: readonly Decision[];
    readonly sensitive: readonly string[];
  }[];
  /** Models that learn from data of persons. */
  readonly models: readonly string[];
  readonly consents: readonly string[];
  readonly findings: readonly Problem[];
  readonly allowed: Suppressed["allowed"];
};

/** Gathers it. @param problems of a check; those of the law are taken */
export function impactOf(
  model: Model,
  problems: readonly Problem[],
  allowed: Suppressed["allowed"],
): Impact {
  const { customers, transactions } = model;
  const strategies = model.service?.strategies ?? [];
  const traits = new Map<string, Set<string>>();
  const flow = (column: string, to: string): void => {
    traits.set(column, (traits.get(column) ?? new Set()).add(to));
  };
  for (const s of model.segmentations)
    for (const segment of s.segments)
      for (const { name } of traitsOf(model, audienceOf(s, segment.id)))
        flow(name, `${s.name}.${segment.id}`);
  const ofStrategy = new Map(
    strategies.map((strategy) => {
      const actions = strategy.actions.flatMap(({ when }) => when?.rule ?? []);
      const found = traitsOf(model, [...audienceOfStrategy(model, strategy), ...actions]);
      for (const { name } of found) flow(name, strategy.name);
      return [strategy.name, found] as const;
    }),
  );
  const attributes = [
    ...(customers?.attributes ?? []),
    ...sourcesBeside(model).flatMap((source) =>
      "joined" in source
        ? source.joined.map((column) => ({ ...column, name: `${source.name}.${column.name}` }))
        : [],
    ),
  ];
  return {
    name: model.name,
    sources: [
      ...(customers === null
        ? []
        : [{ name: customers.name, from: customers.from, kind: "customers" }]),
      { name: transactions.name, from: transactions.from, kind: "transactions" },
      ...sourcesBeside(model).map(({ name, from, kind }) => ({ name, from, kind })),
    ],
    columns: attributes
      .filter(({ name, pii, sensitive }) => pii !== null || sensitive || name === customers?.label)
      .map(({ name, pii, sensitive }) => ({
        name,
        pii: name === customers?.label ? (pii ?? "name") : pii,
        sensitive,
        flows: [...(traits.get(name) ?? [])],
      })),
    purposes: strategies.map((strategy) => ({
      strategy: strategy.name,
      title: strategy.title,
      objective: strategy.objective,
      for: targetOf(strategy),
      channels: strategy.channel.prefer,
      owners: strategy.owners === null ? [] : [strategy.owners.lead, ...strategy.owners.with],
      decides: [
        ...(["price", "promotion"] as const).filter((key) => key in strategy.offer),
        ...(strategy.service.tier === null ? [] : (["service"] as const)),
      ],
      sensitive: (ofStrategy.get(strategy.name) ?? []).flatMap((t) => (t.sensitive ? t.name : [])),
    })),
    models: [
      ...model.metrics.flatMap(({ name, fit }) => (fit === undefined ? [] : name)),
      ...model.segmentations.flatMap(({ name, kind }) => (kind === "kmeans" ? name : [])),
    ],
    consents: consentsOf(model),
    findings: problems.filter(({ code }) => isCompliance(code)),
    allowed,
  };
}
