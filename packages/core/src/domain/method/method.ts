/** The list of the business leadership model, answered from what a project has. METHODS: the method as a whole. */
import type { Config } from "../../language/config/read-config.ts";
import type { Localised } from "../../language/config/text.ts";
import { joinedOf } from "../../language/model/joined-names.ts";
import { sourcesBeside, type Model } from "../../language/model/model.ts";

export const methodAreas = [
  "gap",
  "market_insight",
  "strategic_intent",
  "innovation_focus",
  "business_design",
  "critical_tasks",
  "formal_organisation",
  "talent",
  "culture",
] as const;
export type MethodArea = (typeof methodAreas)[number];

export type EvidenceName =
  | "targets"
  | "targets_met"
  | "published"
  | "factors"
  | "rivals"
  | "surveys"
  | "objectives"
  | "chosen_targets"
  | "plans"
  | "needs"
  | "discovered"
  | "experiments"
  | "served_segments"
  | "offers"
  | "due"
  | "measured"
  | "owned"
  | "hand_offs"
  | "roles"
  | "talk_tracks"
  | "titles"
  | "contacts"
  | "disputes"
  | "digests";

export type Evidence = {
  readonly what: EvidenceName;
  readonly count: number;
  /** Of how many; `null` where one is enough. */
  readonly of: number | null;
  /** What there is, or where something of it is missing what lacks it. */
  readonly names: readonly string[];
};

export type MethodItem = {
  readonly area: MethodArea;
  /** `found`: all of its evidence is there; `missing`: nothing of it is. */
  readonly status: "found" | "partly" | "missing";
  readonly evidence: readonly Evidence[];
};

/** What stands outside the configuration. */
export type MethodFacts = {
  /** Tests in `checks/` that say what the project should come to, and how many of them hold now. */
  readonly targets: number;
  readonly targetsMet: number;
  readonly published: boolean;
  /** Contacts that people logged in the last 90 days. */
  readonly contacts: number;
  readonly disputes: { readonly all: number; readonly resolved: number };
};

/** Whether a column of the market tells of competition. @example isRival("rivals") // => true */
export const isRival = (name: string): boolean =>
  /rival|competit|market_share|竞争|对手|市场份额/iu.test(name);

const texts = (text: Localised): readonly string[] =>
  typeof text === "string" ? [text] : Object.values(text);

/** Every area with what the project has of it, in the order of the method. */
export function methodOf(
  model: Model,
  config: Pick<Config, "plans" | "digests" | "access">,
  facts: MethodFacts,
): readonly MethodItem[] {
  const strategies = model.service?.strategies ?? [];
  const actions = strategies.flatMap((s) =>
    s.actions.map((action) => ({ ...action, name: `${s.name}.${action.id}` })),
  );
  const some = (what: EvidenceName, names: readonly string[]): Evidence => ({
    what,
    count: names.length,
    of: null,
    names,
  });
  const share = <T>(
    what: EvidenceName,
    all: readonly T[],
    has: (one: T) => boolean,
    nameOf: (one: T) => string,
  ): Evidence => ({
    what,
    count: all.filter(has).length,
    of: all.length,
    names: all.filter((one) => !has(one)).map(nameOf),
  });
  const count = (what: EvidenceName, n: number, of: number | null): Evidence => ({
    what,
    count: n,
    of,
    names: [],
  });
  const factors = sourcesBeside(model).filter((source) => source.kind === "factors");
  const market = factors.flatMap((source) =>
    joinedOf(source).map(({ name, title }) => ({ name: `${source.name}.${name}`, title })),
  );
  const segments = servedSegments(model);
  const attributes = [
    ...(model.customers?.attributes ?? []),
    ...sourcesBeside(model).flatMap((s) => ("joined" in s ? s.joined : [])),
  ];
  const titled = [
    ...model.metrics.map((m) => ({ name: m.name, title: m.title })),
    ...model.segmentations.flatMap((s) =>
      s.segments.map((x) => ({ name: `${s.name}.${x.id}`, id: x.id, title: x.title })),
    ),
  ];
  const evidence: Readonly<Record<MethodArea, readonly Evidence[]>> = {
    gap: [
      count("targets", facts.targets, null),
      count("targets_met", facts.targetsMet, facts.targets),
      count("published", facts.published ? 1 : 0, null),
    ],
    market_insight: [
      some(
        "factors",
        factors.map((f) => f.name),
      ),
      some(
        "rivals",
        market
          .filter(({ name, title }) => [name, ...texts(title)].some(isRival))
          .map((c) => c.name),
      ),
      some(
        "surveys",
        model.others.flatMap((o) => (o.kind === "scores" ? o.name : [])),
      ),
    ],
    strategic_intent: [
      some("objectives", [...new Set(strategies.map((s) => s.objective))]),
      some(
        "chosen_targets",
        model.segmentations.flatMap((s) => (s.kind === "score" ? s.name : [])),
      ),
      some(
        "plans",
        config.plans.map((p) => p.value.plan),
      ),
    ],
    innovation_focus: [
      some(
        "needs",
        attributes.flatMap((a) =>
          "dimension" in a && (a.dimension === "needs" || a.dimension === "psychographic")
            ? a.name
            : [],
        ),
      ),
      some(
        "discovered",
        model.segmentations.flatMap((s) => (s.kind === "kmeans" ? s.name : [])),
      ),
      share(
        "experiments",
        actions.filter((a) => a.effect !== null),
        (a) => a.effect?.source !== "judgement",
        (a) => a.name,
      ),
    ],
    business_design: [
      share(
        "served_segments",
        segments,
        (s) => s.served,
        (s) => s.name,
      ),
      share(
        "offers",
        strategies,
        (s) => Object.keys(s.offer).length > 0,
        (s) => s.name,
      ),
    ],
    critical_tasks: [
      share(
        "due",
        actions,
        (a) => a.dueHours !== null,
        (a) => a.name,
      ),
      share(
        "measured",
        actions,
        (a) => a.kpi !== null || a.effect !== null,
        (a) => a.name,
      ),
    ],
    formal_organisation: [
      share(
        "owned",
        strategies,
        (s) => s.owners !== null,
        (s) => s.name,
      ),
      some(
        "hand_offs",
        strategies.flatMap((s) => ((s.owners?.with.length ?? 0) > 0 ? s.name : [])),
      ),
      some("roles", Object.keys(config.access?.value.roles ?? {})),
    ],
    talent: [
      share(
        "talk_tracks",
        actions,
        (a) => a.talkTrack !== null,
        (a) => a.name,
      ),
      share(
        "titles",
        titled,
        ({ name, title }) => texts(title).some((t) => t !== name && t !== name.split(".").at(-1)),
        ({ name }) => name,
      ),
    ],
    culture: [
      count("contacts", facts.contacts, null),
      count("disputes", facts.disputes.resolved, facts.disputes.all),
      some(
        "digests",
        config.digests.map((d) => d.value.digest),
      ),
    ],
  };
  return methodAreas.map((area) => ({
    area,
    status: statusOf(evidence[area]),
    evidence: evidence[area],
  }));
}

/** Segments of the segmentations that strategies are for. */
function servedSegments({ segmentations, service }: Model) {
  const strategies = service?.strategies ?? [];
  return segmentations
    .filter(({ name }) => strategies.some((s) => s.for.segmentation === name))
    .flatMap((s) =>
      s.segments.map(({ id }) => ({
        name: `${s.name}.${id}`,
        served: strategies.some(
          (x) => x.for.segmentation === s.name && (x.for.segment === null || x.for.segment === id),
        ),
      })),
    );
}

/** Whether all of it is there. Of nothing, there is none; but where nobody disputes, nothing waits for an answer. */
export const isWhole = ({ what, count, of }: Evidence): boolean =>
  of === null ? count > 0 : of === 0 ? what === "disputes" : count === of;

function statusOf(evidence: readonly Evidence[]): MethodItem["status"] {
  if (evidence.every(isWhole)) return "found";
  return evidence.some(({ count }) => count > 0) ? "partly" : "missing";
}
