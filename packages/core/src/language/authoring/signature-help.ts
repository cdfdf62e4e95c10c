/** How the function is called whose brackets the cursor is in. */
import type { Position } from "../../problem.ts";
import { tokenize } from "../expression/lexer.ts";
import { definitionOf, signatureFor } from "../model/function-words.ts";
import { offsetOf } from "./completion.ts";
import { cursorPlace } from "./cursor-place.ts";
import { kindsIn, unquoted } from "./expression-text.ts";
import { factsAt } from "./schema-facts.ts";
import { scanYaml } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

export type Signature = {
  /** Such as `round(number, [number])`. */
  readonly label: string;
  readonly documentation: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly (readonly [number, number])[];
  /** The parameter that is being written; the last one repeats where the signature ends with `…`. */
  readonly active: number;
};

/** @returns `undefined` outside of brackets, and in those of no function */
export function signatureAt(
  workspace: Workspace,
  file: string,
  position: Position,
  locale = "en",
): Signature | undefined {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return undefined;
  const entries = scanYaml(text);
  const offset = offsetOf(text, position);
  const place = cursorPlace(text, offset, entries);
  if (place?.kind !== "value") return undefined;
  if (factsAt(file, place.path, kindsIn(text, entries))?.expression !== true) return undefined;
  const call = openCall(unquoted(text, { start: place.from, end: offset }).written);
  const label = call === undefined ? undefined : signatureFor(call.name);
  if (call === undefined || label === undefined) return undefined;
  const parameters = parametersOf(label);
  return {
    label,
    documentation: definitionOf(call.name, locale),
    parameters,
    active: Math.min(call.commas, parameters.length - 1),
  };
}

/** The innermost call that is not closed, and how many of its arguments are done. */
function openCall(before: string): { readonly name: string; readonly commas: number } | undefined {
  const tokens = tokenize(before);
  const open: { name: string | undefined; commas: number }[] = [];
  tokens.forEach(({ kind, value }, index) => {
    if (kind !== "operator") return;
    const earlier = tokens[index - 1];
    if (value === "(")
      open.push({
        name: earlier?.kind === "name" ? earlier.value.toLowerCase() : undefined,
        commas: 0,
      });
    if (value === ")") open.pop();
    const inner = open.at(-1);
    if (value === "," && inner !== undefined) inner.commas += 1;
  });
  const inner = open.findLast((call) => call.name !== undefined);
  return inner?.name === undefined || inner !== open.at(-1)
    ? undefined
    : { name: inner.name, commas: inner.commas };
}

function parametersOf(label: string): readonly (readonly [number, number])[] {
  const start = label.indexOf("(") + 1;
  return [...label.slice(start, -1).matchAll(/[^,\s][^,]*/g)]
    .filter(([word]) => word !== "…")
    .map((match) => [start + match.index, start + match.index + match[0].length] as const);
}
