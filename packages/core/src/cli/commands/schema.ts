import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileKinds, jsonSchemaOf } from "../../language/config/json-schema.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import type { Command } from "../context.ts";

/** `clientele schema [kind] [--to file]`: the JSON Schema of a kind of file, the project's where none is named. */
export const schema: Command = async ({ operands, options, cwd }) => {
  const [named = "project", ...more] = operands;
  const kind = fileKinds.find((k) => k === named);
  if (kind === undefined || more.length > 0)
    return err(
      wrongUse(`schema takes one of ${fileKinds.join(", ")}, got "${operands.join(" ")}"`),
    );
  const made = jsonSchemaOf(kind);
  const text = JSON.stringify(made, null, 2);
  if (options.to === undefined) return ok({ json: { kind, schema: made }, text, problems: [] });
  const file = resolve(cwd, options.to);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  return ok({ json: { kind, schema: made, file: options.to }, text: options.to, problems: [] });
};
