/** The retail example as questions are asked about it: its words, whom a rule picks, who is called what. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  askedText,
  askReader,
  buildLexicon,
  matchOf,
  namedStretches,
  nameOracle,
  type AskCatalog,
  type AskReader,
} from "@clientele/core";
import { connectHost, ownerOf, type Host } from "@clientele/core/host";
import { parseYaml } from "../../../packages/core/src/language/config/yaml-source.ts";
import { clientele } from "../../cli/clientele.ts";
import type { AskedQuestion, SamePick } from "./means.ts";

export type Retail = {
  readonly folder: string;
  readonly host: Host;
  readonly catalog: AskCatalog;
  readonly read: AskReader;
  readonly samePick: SamePick;
  readonly isName: (text: string) => boolean;
  readonly close: () => Promise<void>;
};

/** The questions of a file beside this one. */
export function questionsIn(file: string): readonly AskedQuestion[] {
  const text = readFileSync(join(import.meta.dirname, file), "utf8");
  return parseYaml(file, text).document.toJS() as readonly AskedQuestion[]; // written beside this file
}

export async function openRetail(): Promise<Retail> {
  const folder = mkdtempSync(join(tmpdir(), "clientele-asking-"));
  await clientele(["init", folder]);
  // A week before, so that there is something to compare with.
  await clientele(["run", folder, "--as-of", "2026-11-11", "--publish"]);
  await clientele(["run", folder, "--publish"]);
  const viewer = ownerOf("cli:test");
  const host = connectHost();
  await host.call("open", { project: folder, allowRead: [], names: true });
  const words = await host.call("words", { viewer });
  if (!words.ok) throw new Error(JSON.stringify(words.error));
  const catalog = words.value;
  const everybody = await host.call("members", { viewer, limit: 10_000 });
  if (!everybody.ok) throw new Error(JSON.stringify(everybody.error));
  const people = everybody.value.rows.map(({ id, label, values }) => ({
    id,
    names: [label, values["short_name"], values["english_name"]].filter(
      (name) => typeof name === "string",
    ),
  }));
  const reader = askReader(buildLexicon(catalog));
  const oracle = nameOracle(people);
  return {
    folder,
    host,
    catalog,
    read: (text, before) => reader(text, before, namedStretches(askedText(text), oracle)),
    isName: (text) => people.some((person) => matchOf(text, person) !== null),
    samePick: async (one, other) => {
      const chosen = [one, other].map((rule) => `case when ${rule} then 1 else 0 end`);
      const found = await host.call("members", { viewer, where: chosen.join(" <> "), limit: 1 });
      return found.ok && found.value.total === 0;
    },
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
