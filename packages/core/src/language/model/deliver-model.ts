/** The webhook of a project, as it is told. */
import { problem, type Place } from "../../problem.ts";
import { nearest } from "../config/nearest.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { ProjectConfig } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { foldName } from "./fold-name.ts";
import { placeOfValue, type Report } from "./table-parts.ts";

export type DeliverModel = {
  /** As they are written: what the environment holds is a secret. */
  readonly to: string;
  readonly secret: string;
  /** `null`: all. */
  readonly segmentations: readonly string[] | null;
  readonly consent: string | null;
  readonly pseudonyms: boolean;
  readonly onPublish: boolean;
  readonly place: Place;
};

/** What a webhook can be told of. */
export type Deliverable = {
  readonly segmentations: readonly { readonly name: string }[];
  readonly consents: readonly string[];
  /** Names of segmentations whose files have problems of their own, folded. */
  readonly broken: ReadonlySet<string>;
};

/** What `deliver` says; names that are not there are reported. */
export function deliverModel(
  file: ConfigFile<ProjectConfig>,
  { segmentations, consents, broken }: Deliverable,
  report: Report,
): DeliverModel | undefined {
  const { deliver } = file.value;
  if (deliver === undefined) return undefined;
  const called = (known: readonly string[], name: string): string | undefined =>
    known.find((k) => foldName(k) === foldName(name));
  const names = segmentations.map((s) => s.name);
  const at = (path: YamlPath): Place => placeOfValue(file, ["deliver", ...path]);
  const told = deliver.segmentations?.flatMap((name, i) => {
    const found = called(names, name);
    if (found !== undefined) return found;
    if (!broken.has(foldName(name)))
      report(
        problem("unknown-name", { name, nearest: nearest(name, names) }, at(["segmentations", i])),
      );
    return [];
  });
  const consent = deliver.consent === undefined ? undefined : called(consents, deliver.consent);
  if (deliver.consent !== undefined && consent === undefined)
    report(
      problem(
        "unknown-consent",
        { consent: deliver.consent, nearest: nearest(deliver.consent, consents) },
        at(["consent"]),
      ),
    );
  const address = at(["to"]);
  if (!deliver.to.includes("${") && !isSafeAddress(deliver.to)) {
    const expected = "https:// (http:// only for this machine)";
    report(problem("bad-value", { key: "to", expected, got: deliver.to }, address));
  }
  return {
    to: deliver.to,
    secret: deliver.secret,
    segmentations: told ?? null,
    consent: consent ?? null,
    pseudonyms: deliver.pseudonyms,
    onPublish: deliver.on === "publish",
    place: address,
  };
}

/** Whether what is sent there is encrypted, or stays on this machine. @example isSafeAddress("https://crm.example.com") // => true */
export function isSafeAddress(address: string): boolean {
  const found = /^(https?):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(address.trim());
  if (found === null) return false;
  const [, protocol = "", host = ""] = found;
  const own = ["localhost", "127.0.0.1", "[::1]"].includes(host.toLowerCase());
  return protocol.toLowerCase() === "https" || own;
}
