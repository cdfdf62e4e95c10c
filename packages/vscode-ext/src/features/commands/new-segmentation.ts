import { existsSync } from "node:fs";
import { join } from "node:path";
import { Uri, WorkspaceEdit, env, l10n, window, workspace } from "vscode";
import { textFor } from "@clientele/core/language";
import { lateLanguage } from "../../client/late.ts";
import { openTexts, projectFile } from "../../client/projects.ts";
import type { Session } from "../../client/session.ts";
import { askEngine } from "./ask-engine.ts";

/** Chooses a ready-made segmentation, adapts it to the data and opens what was written. */
export async function newSegmentation(session: Session): Promise<void> {
  const { filesOf, presetFile, presets, readConfig } = lateLanguage();
  const picked = await window.showQuickPick(
    presets.map((preset) => ({
      label: textFor(preset.title, env.language) || preset.id,
      detail: textFor(preset.about, env.language),
      preset,
    })),
    { placeHolder: l10n.t("What to start from"), matchOnDetail: true },
  );
  if (picked === undefined) return;
  const { preset } = picked;
  const name = await window.showInputBox({
    title: textFor(preset.title, env.language),
    prompt: l10n.t("Its name, in small letters, digits and _"),
    value: freeName(session.root, preset.id),
    validateInput: (value) => {
      if (!/^\p{L}[\p{L}\p{N}_]*$/u.test(value)) return l10n.t("Letters, digits and _ only");
      return isTaken(session.root, value)
        ? l10n.t("There is a file of that name already.")
        : undefined;
    },
  });
  if (name === undefined) return;
  const overlay = openTexts(session.root);
  const looking = l10n.t("Looking at the data");
  const catalog = await askEngine(session, "catalog", { overlay, profile: true }, looking);
  if (catalog === undefined) return;
  const root = Uri.file(session.root);
  const text = await workspace.fs.readFile(Uri.joinPath(root, projectFile));
  const config = readConfig(filesOf({ [projectFile]: new TextDecoder().decode(text), ...overlay }));
  const { files, missing } = presetFile(preset, { config, catalog, name });
  const lacking = missing.filter((slot) => slot.needed);
  if (lacking.length > 0) {
    const needs = lacking.map(
      (slot) => `${textFor(slot.title, env.language)}: ${textFor(slot.advice, env.language)}`,
    );
    void window.showWarningMessage(l10n.t("The data lack what it needs. {0}", needs.join(" ")));
    return;
  }
  const edit = new WorkspaceEdit();
  for (const [path, written] of Object.entries(files))
    edit.createFile(Uri.joinPath(root, path), {
      contents: new TextEncoder().encode(written),
      overwrite: false,
      ignoreIfExists: false,
    });
  const [first] = Object.keys(files);
  if (!(await workspace.applyEdit(edit)) || first === undefined) {
    void window.showWarningMessage(l10n.t("There is a file of that name already."));
    return;
  }
  await window.showTextDocument(Uri.joinPath(root, first));
}

const isTaken = (root: string, name: string): boolean =>
  existsSync(join(root, `segmentations/${name}.yaml`));

/** @example freeName("shop", "rfm") // => "rfm_2", where there is segmentations/rfm.yaml */
function freeName(root: string, name: string): string {
  let free = name;
  for (let n = 2; isTaken(root, free); n += 1) free = `${name}_${n}`;
  return free;
}
