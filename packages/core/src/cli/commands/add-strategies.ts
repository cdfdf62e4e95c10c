import { addStrategies } from "../../compute/project/add-strategies.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/**
 * `clientele add strategies --for SEGMENTATION`: a ready-made strategy for each of its segments.
 * `clientele add playbook NAME --for SEGMENT`: a playbook for its customers.
 */
export const addServing: Command = async (context) => {
  const [what, playbook] = context.operands;
  const { audience } = context.options;
  const project = projectOf(context);
  if (!project.ok) return project;
  if (audience === undefined)
    return err(
      wrongUse(`add ${what} takes --for and whom it is for, such as --for care.save_list`),
    );
  if (what === "playbook" && playbook === undefined)
    return err(wrongUse("add playbook takes its name, such as retention"));
  const added = addStrategies(
    project.value,
    what === "playbook" ? (playbook ?? "") : null,
    audience,
  );
  if (!added.ok) return added;
  const { files, uncovered, alive } = added.value;
  const words = wordsOf(context.locale);
  const lines = [
    ...Object.keys(files).map((path) => words.add.wrote(path)),
    ...(uncovered.length === 0 ? [] : [words.add.uncovered(uncovered.join(", "))]),
    ...(alive === null ? [words.add.withoutEffects] : []),
    words.next("clientele run"),
  ];
  return ok({
    json: { files: Object.keys(files), uncovered, metric: alive },
    text: lines.join("\n"),
    problems: [],
  });
};
