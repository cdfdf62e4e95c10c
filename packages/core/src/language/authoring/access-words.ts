/** Words that fit where `access.yaml` names a role, a team, or a column. */
import { kindOfFile } from "../config/read-config.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { CheckWord } from "./complete-check.ts";
import { declarationsOf } from "./declarations.ts";
import { columnsOf, expressionScope } from "./expression-scope.ts";
import type { Entry } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The words at a place of `access.yaml`; none anywhere else.
 *
 * @param entries of the text as it is now, whether it parses or not
 */
export function accessWords(
  workspace: Workspace,
  file: string,
  entries: readonly Entry[],
  path: YamlPath,
  locale: string,
): readonly CheckWord[] {
  if (kindOfFile(file) !== "access") return [];
  const named = (root: string): readonly CheckWord[] =>
    entries
      .filter((e) => e.path.length === 2 && e.path[0] === root)
      .map((e) => ({ word: String(e.path[1]), kind: "value", detail: "" }));
  const [root, own, key, inner] = path;
  if (root === "everybody") return named("roles");
  if (root === "teams" && key === "reports_to")
    return named("teams").filter(({ word }) => word !== own);
  if (root !== "roles") return [];
  if (key === "teams") return named("teams");
  if (key === "rows" && path.includes("match"))
    return columnsOf(workspace, "customers").map(({ name, type }) => ({
      word: name,
      kind: "column",
      detail: type,
    }));
  if (key === "columns" && (inner === "show" || inner === "hide")) {
    const { names } = expressionScope(workspace, declarationsOf(workspace.files), path, locale);
    return names
      .filter(({ kind, name }) => kind !== "segment" && name !== "as_of")
      .map(({ name, kind, detail }) => ({ word: name, kind, detail }));
  }
  return [];
}

/** What may stand in place of a rule. */
export const isRows = (file: string, [root, , key, ...rest]: YamlPath): boolean =>
  kindOfFile(file) === "access" && root === "roles" && key === "rows" && !rest.includes("match");
