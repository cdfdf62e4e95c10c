import { addPreset } from "../../compute/project/add-preset.ts";
import { playbookTitles } from "../../language/authoring/strategies/strategy-files.ts";
import { presets } from "../../language/authoring/presets/preset-file.ts";
import { textFor } from "../../language/config/text.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, type Command } from "../context.ts";
import { addServing } from "./add-strategies.ts";
import { wordsOf } from "../words.ts";

/** `clientele add [PRESET] [--as NAME] [--use SLOT=COLUMN]`: writes a ready-made segmentation, or lists them. */
export const add: Command = async (context) => {
  const { locale, options } = context;
  const [id] = context.operands;
  if (id === "strategies" || id === "playbook") return addServing(context);
  if (id === undefined) {
    const listed = presets.map((p) => ({
      id: p.id,
      title: textFor(p.title, locale),
      about: textFor(p.about, locale),
      needs: p.slots.map((slot) => ({ id: slot.id, what: textFor(slot.title, locale) })),
    }));
    const text = listed.map((p) => {
      const needs = p.needs.map((n) => `${n.id} (${n.what})`).join(", ");
      const more = needs === "" ? [] : [`  ${wordsOf(locale).add.needs(needs)}`];
      return [`${p.id} · ${p.title}`, `  ${p.about}`, ...more].join("\n");
    });
    const playbooks = playbookTitles.map((p) => ({ id: p.id, title: textFor(p.title, locale) }));
    const ready = playbooks.map((p) => `playbook ${p.id} · ${p.title}`);
    return ok({
      json: { presets: listed, playbooks },
      text: [...text, [...ready, wordsOf(locale).add.serving].join("\n")].join("\n\n"),
      problems: [],
    });
  }
  const pairs = options.use.map((pair) => pair.split("="));
  if (pairs.some(([slot = "", column = ""]) => slot === "" || column === ""))
    return err(wrongUse("--use takes what is needed and its column, such as age=alter"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const added = await addPreset(project.value, id, {
    locale,
    signal: context.signal,
    chosen: Object.fromEntries(pairs.map(([slot = "", ...column]) => [slot, column.join("=")])),
    ...(options.as === undefined ? {} : { name: options.as }),
  });
  if (!added.ok) return added;
  const { name, files, used, missing } = added.value;
  const words = wordsOf(locale);
  const lines = [
    ...Object.keys(files).map((path) => words.add.wrote(path)),
    ...used.map(({ slot, name: column }) => words.add.used(textFor(slot.title, locale), column)),
    ...missing.map((slot) =>
      words.add.missing(textFor(slot.title, locale), textFor(slot.advice, locale)),
    ),
    words.next("clientele run"),
  ];
  return ok({
    json: {
      segmentation: name,
      files: Object.keys(files),
      used: used.map(({ slot, name: column }) => ({ id: slot.id, column })),
      missing: missing.map((slot) => slot.id),
    },
    text: lines.join("\n"),
    problems: [],
  });
};
