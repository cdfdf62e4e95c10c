/** Brings the files of an older format to the present one: changes the bytes that it must, comments and all else stay. */
import { isMap, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { Files } from "../files.ts";
import { formatOf, formatVersion } from "./format-version.ts";
import { kindOfFile, type FileKind } from "./read-config.ts";
import { parseYaml } from "./yaml-source.ts";

/** A key that has another name in the next version. */
export type Rename = {
  readonly file: FileKind;
  /** From the root of the file; `*` stands for any key or item. */
  readonly path: readonly string[];
  readonly to: string;
};

/** What changes from one version to the next. */
export type Migration = { readonly from: number; readonly renames: readonly Rename[] };

/** One for each version before `formatVersion`. There has been none yet. */
const migrations: readonly Migration[] = [];

export type Migrated = {
  /** The version that the project has; `undefined` where it says none. */
  readonly from: number | undefined;
  readonly to: number;
  /** New texts by path; empty where nothing is to do. */
  readonly texts: Readonly<Record<string, string>>;
};

/**
 * The files of a project in the present format.
 *
 * @param steps what changed from version to version; tests make up their own
 * @returns no texts where the project is not older, where a version in between is not known, and of files that are no YAML
 */
export function migrated(
  files: Files,
  steps: readonly Migration[] = migrations,
  to = formatVersion,
): Migrated {
  const texts = new Map<string, string>();
  for (const path of files.list()) {
    const text = kindOfFile(path) === undefined ? undefined : files.read(path)?.text;
    if (text !== undefined) texts.set(path, text);
  }
  const from = versionOf(texts.get("clientele.yaml") ?? "");
  if (from === undefined || from >= to) return { from, to, texts: {} };
  const path = Array.from({ length: to - from }, (_, i) => steps.find((s) => s.from === from + i));
  const known = path.filter((step) => step !== undefined);
  if (known.length < path.length) return { from, to, texts: {} };
  const changed: Record<string, string> = {};
  for (const [file, text] of texts) {
    const made = known.reduce((before, step) => stepped(file, before, step), text);
    if (made !== text) changed[file] = made;
  }
  return { from, to, texts: changed };
}

function versionOf(text: string): number | undefined {
  const { document } = parseYaml("clientele.yaml", text);
  const { contents } = document;
  return isMap(contents) ? formatOf({ clientele: contents.get("clientele") }) : undefined;
}

function stepped(file: string, text: string, { from, renames }: Migration): string {
  const kind = kindOfFile(file);
  const { document } = parseYaml(file, text);
  if (document.errors.length > 0) return text;
  const edits = renames
    .filter((rename) => rename.file === kind)
    .flatMap(({ path, to }) => keysAt(document.contents, path, to).map((key) => ({ key, to })));
  if (kind === "project" && isMap(document.contents)) {
    const version = document.contents.get("clientele", true);
    if (isScalar(version)) edits.push({ key: version, to: String(from + 1) });
  }
  return edits
    .toSorted((a, b) => (b.key.range?.[0] ?? 0) - (a.key.range?.[0] ?? 0))
    .reduce((made, { key: { range }, to }) => {
      return range ? made.slice(0, range[0]) + to + made.slice(range[1]) : made;
    }, text);
}

/** The keys at a path, but for those whose map has the new name already. */
function keysAt(node: Node | null, path: readonly string[], to: string): readonly Scalar[] {
  const [part, ...rest] = path;
  if (part === undefined) return [];
  if (isSeq<Node>(node)) return part === "*" ? node.items.flatMap((n) => keysAt(n, rest, to)) : [];
  if (!isMap<Node, Node | null>(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || (part !== "*" && String(key.value) !== part)) return [];
    if (rest.length > 0) return keysAt(value, rest, to);
    return node.has(to) ? [] : [key];
  });
}
