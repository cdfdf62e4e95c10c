/** Digests as they are made: what is told, to whom, and when. */
import { problem, type Place } from "../../problem.ts";
import { cronOf, isCron, isTimeZone } from "../config/cron.ts";
import { digestSections, type DigestConfig, type DigestSection } from "../config/digest-schema.ts";
import { nearest } from "../config/nearest.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { daysOf } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { foldName } from "./fold-name.ts";
import type { CustomersModel, SegmentationModel } from "./model.ts";
import { placeOfValue, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";

/** A segment, or where `segment` is null all of a segmentation. */
export type Reported = { readonly segmentation: string; readonly segment: string | null };

export type DigestAudience =
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "user"; readonly user: string }
  | { readonly kind: "owners" }
  /** `to`: a channel or a person for each value of the customers' attribute. */
  | {
      readonly kind: "teams";
      readonly by: string;
      readonly to: Readonly<Record<string, string>>;
    };

export type DigestModel = {
  readonly name: string;
  readonly title: Localised;
  /** `null`: made when it is asked for, and for who subscribed to it. */
  readonly audience: DigestAudience | null;
  /** The Slack workspace of the audience; `null`: the first. */
  readonly workspace: string | null;
  /** Cron in five fields; the time zone is the project's where it is null. */
  readonly schedule: { readonly cron: string; readonly timezone: string | null } | null;
  /** Days of `ago`: the newest run that is at least so much older. */
  readonly compareWith:
    | { readonly kind: "previous-digest" }
    | { readonly kind: "published" }
    | { readonly kind: "ago"; readonly days: number };
  readonly report: readonly Reported[];
  /** `null`: what follows from tiers and strategies. */
  readonly losses: {
    readonly entering: readonly Reported[];
    readonly leaving: readonly Reported[];
  } | null;
  readonly sections: readonly DigestSection[];
  readonly decision: Localised | null;
  readonly chart: DigestConfig["chart"];
  /** Whether it is left out where nothing changed. */
  readonly quiet: boolean;
  readonly locale: string | null;
  /** At most so many customers by name. */
  readonly names: number;
  readonly place: Place;
};

/** What digests can name. */
export type Digested = {
  readonly segmentations: readonly Pick<SegmentationModel, "name" | "segments">[];
  readonly customers: Pick<CustomersModel, "attributes" | "owner"> | null;
  /** The columns of customers are not known yet. */
  readonly open: boolean;
  /** Names of segmentations whose files have problems of their own, folded. */
  readonly broken: ReadonlySet<string>;
};

/** The digests of a project; names that are not there are reported. */
export function digestModels(
  digests: Config["digests"],
  digested: Digested,
  report: Report,
): readonly DigestModel[] {
  const seen = new Map<string, Place>();
  return digests.map((file) => {
    const place = placeOfValue(file, ["digest"]);
    const { value } = file;
    const earlier = seen.get(foldName(value.digest));
    if (earlier === undefined) seen.set(foldName(value.digest), place);
    else {
      const values = { name: value.digest, kind: "digest" };
      report(problem("duplicate-name", values, place, { related: [earlier] }));
    }
    const named = (path: YamlPath, names: readonly string[] | undefined): readonly Reported[] =>
      (names ?? []).flatMap(
        (name, i) => reportedOf(file, [...path, i], name, digested, report) ?? [],
      );
    const { losses } = value;
    return {
      name: value.digest,
      title: titleOf(value.digest, value.title),
      audience: audienceOf(file, digested, report),
      workspace: value.workspace ?? null,
      schedule: scheduleOf(file, report),
      compareWith:
        value.compare_with === "previous_digest"
          ? { kind: "previous-digest" }
          : value.compare_with === "published"
            ? { kind: "published" }
            : { kind: "ago", days: daysOf(value.compare_with) },
      report:
        value.report === undefined
          ? digested.segmentations.map(({ name }) => ({ segmentation: name, segment: null }))
          : named(["report"], value.report),
      losses:
        losses === undefined
          ? null
          : {
              entering: named(["losses", "entering"], losses.entering),
              leaving: named(["losses", "leaving"], losses.leaving),
            },
      sections: digestSections.filter((s) => value.sections?.includes(s) ?? true),
      decision: value.decision ?? null,
      chart: value.chart,
      quiet: value.quiet === "when_nothing_changed",
      locale: value.locale ?? null,
      names: value.names,
      place,
    };
  });
}

/** A segment by `segmentation.segment`, or a segmentation by its name. */
function reportedOf(
  file: ConfigFile<DigestConfig>,
  path: YamlPath,
  written: string,
  { segmentations, broken }: Digested,
  report: Report,
): Reported | undefined {
  const [name = "", ...rest] = written.split(".");
  if (broken.has(foldName(name))) return undefined;
  const segmentation = segmentations.find((s) => foldName(s.name) === foldName(name));
  const id = rest.join(".");
  if (segmentation !== undefined && rest.length === 0)
    return { segmentation: segmentation.name, segment: null };
  const segment = segmentation?.segments.find((s) => foldName(s.id) === foldName(id));
  if (segmentation !== undefined && segment !== undefined)
    return { segmentation: segmentation.name, segment: segment.id };
  const all = segmentations.flatMap((s) => [s.name, ...s.segments.map((x) => `${s.name}.${x.id}`)]);
  const near = nearest(written, all);
  const place = placeOfValue(file, path);
  const fixes = near === "" ? [] : [{ title: near, edits: [{ ...place, newText: near }] }];
  report(
    problem("unknown-segment", { segment: written, segmentation: "", nearest: near }, place, {
      fixes,
    }),
  );
  return undefined;
}

function audienceOf(
  file: ConfigFile<DigestConfig>,
  { customers, open }: Digested,
  report: Report,
): DigestAudience | null {
  const { audience } = file.value;
  if (audience === undefined) return null;
  if ("channel" in audience) return { kind: "channel", channel: audience.channel };
  if ("user" in audience) return { kind: "user", user: audience.user };
  if ("owners" in audience) {
    if ((customers?.owner ?? null) === null)
      report(problem("missing-key", { key: "owner" }, placeOfValue(file, ["audience", "owners"])));
    return { kind: "owners" };
  }
  const { by, to } = audience.teams;
  const attributes = (customers?.attributes ?? []).map((a) => a.name);
  const found = attributes.find((a) => foldName(a) === foldName(by));
  if (found === undefined && !open) {
    const place = placeOfValue(file, ["audience", "teams", "by"]);
    const near = nearest(by, attributes);
    const fixes = near === "" ? [] : [{ title: near, edits: [{ ...place, newText: near }] }];
    report(problem("unknown-name", { name: by, nearest: near }, place, { fixes }));
  }
  return { kind: "teams", by: found ?? by, to };
}

function scheduleOf(file: ConfigFile<DigestConfig>, report: Report): DigestModel["schedule"] {
  const { schedule } = file.value;
  if (schedule === undefined) return null;
  if (typeof schedule === "string") return { cron: cronOf(schedule), timezone: null };
  const cron = cronOf(schedule.cron);
  if (!isCron(cron)) {
    const values = { key: "cron", expected: "five fields, such as 0 9 * * 1", got: schedule.cron };
    report(problem("bad-value", values, placeOfValue(file, ["schedule", "cron"])));
  }
  const { timezone = null } = schedule;
  if (timezone !== null && !isTimeZone(timezone)) {
    const place = placeOfValue(file, ["schedule", "timezone"]);
    report(problem("unknown-time-zone", { zone: timezone }, place));
  }
  return { cron, timezone };
}
