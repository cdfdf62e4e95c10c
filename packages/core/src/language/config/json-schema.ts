/** The JSON Schema of each kind of file, for editors that know YAML but not us. */
import * as z from "zod";
import { schemas, type FileKind } from "./read-config.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The kinds of files, the project's own first. */
export const fileKinds = Object.keys(schemas) as readonly FileKind[]; // the keys of a `Record<FileKind, …>`

/**
 * What may stand in a file, as JSON Schema draft 2020-12. It refuses nothing that is right; names that do not exist, rules
 * that cannot be read and what else needs more than one value to see, only Clientele itself finds.
 *
 * @example jsonSchemaOf("segmentation").$schema // => "https://json-schema.org/draft/2020-12/schema"
 */
export function jsonSchemaOf(kind: FileKind): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schemas[kind], {
    io: "input",
    target: "draft-2020-12",
  });
  return { $schema, title: `Clientele: ${kind}`, ...rest };
}
