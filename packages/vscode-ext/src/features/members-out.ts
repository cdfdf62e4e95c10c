import { Uri, env, l10n, window, workspace } from "vscode";
import type { MembersTable } from "../preview/messages.ts";
import type { PanelDetails } from "./panel-details.ts";

/** The most that the engine answers with at once. */
const most = 10_000;

/** Puts the members of the segment into the clipboard, tab by tab, as spreadsheets take them. @returns whether there were any */
export async function copyMembers(details: PanelDetails): Promise<boolean> {
  const table = await details.membersFor(most);
  if (table === undefined) return false;
  await env.clipboard.writeText(
    rowsOf(table)
      .map((row) => row.map(flat).join("\t"))
      .join("\n"),
  );
  return true;
}

/** Asks where to, and writes the members of the segment there as CSV (RFC 4180). */
export async function saveMembers(details: PanelDetails): Promise<void> {
  const table = await details.membersFor(most);
  if (table === undefined) return;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `${table.segment}.csv`;
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    filters: { CSV: ["csv"] },
    title: l10n.t("Save as CSV"),
  });
  if (target === undefined) return;
  const text = rowsOf(table)
    .map((row) => `${row.map(quoted).join(",")}\r\n`)
    .join("");
  await workspace.fs.writeFile(target, new TextEncoder().encode(`\uFEFF${text}`));
}

/** Values as they are, not as a reader's language would write them. */
const rowsOf = ({ columns, rows }: MembersTable): readonly (readonly string[])[] => [
  columns.map(({ id }) => id),
  ...rows.map(({ cells }) => cells.map(({ value }) => (value === null ? "" : String(value)))),
];

const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

/** Spreadsheets run what begins so as a formula: a quote before it keeps it text. */
const isFormula = /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/;

function quoted(text: string): string {
  const safe = isFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
