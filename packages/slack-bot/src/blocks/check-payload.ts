import { Ajv, type ValidateFunction } from "ajv";
import schema from "./block-schema.json" with { type: "json" };
import { isObject, type Json, type JsonObject } from "./json.ts";
import { messageLimits } from "./limits.ts";
import { changeAt, limitsOf, sizeOf } from "./walk-limits.ts";

/** What is wrong with a payload, and where, as a JSON pointer. */
export type PayloadProblem = { readonly pointer: string; readonly message: string };

const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(schema, "blocks");

type Definition = {
  readonly properties?: { readonly type?: { readonly const?: string } };
  readonly anyOf?: readonly Definition[];
  readonly allOf?: readonly Definition[];
};

// The schema is generated: what it holds is JSON Schema, whatever the compiler reads from this one file.
const definitions = schema.definitions as unknown as Readonly<Record<string, Definition>>;

/** The names of the definitions, by the `type` of the block that they define. */
const definitionOf = new Map(
  Object.entries(definitions).flatMap(([name, definition]) =>
    name.endsWith("Block") ? [[typeConst(definition), name] as const] : [],
  ),
);

/**
 * Checks the blocks of a message in two layers: their structure, by the JSON Schema made from Slack's own types, and their
 * sizes, by the table of limits.
 *
 * @param blocks what goes over the wire
 * @returns every problem found, in the order of the blocks; none when Slack would take it
 * @example checkBlocks([{ type: "divider" }]) // => []
 */
export function checkBlocks(blocks: Json): readonly PayloadProblem[] {
  if (!Array.isArray(blocks)) return [{ pointer: "/blocks", message: "must be a list" }];
  const list: readonly Json[] = blocks;
  const problems = list.flatMap((block, i) => checkBlock(block, `/blocks/${i}`));
  if (list.length > messageLimits.blocks)
    problems.push({ pointer: "/blocks", message: `more than ${messageLimits.blocks} blocks` });
  for (const type of ["table", "data_visualization"] as const)
    if (list.filter((b) => isObject(b) && b["type"] === type).length > messageLimits[type])
      problems.push({ pointer: "/blocks", message: `more than ${messageLimits[type]} ${type}` });
  return problems;
}

/** Checks a modal or a home tab: the blocks in it, and its own sizes. */
export function checkView(view: Json): readonly PayloadProblem[] {
  if (!isObject(view)) return [{ pointer: "/view", message: "must be an object" }];
  const blocks: readonly Json[] = Array.isArray(view["blocks"]) ? view["blocks"] : [];
  const own = checkSizes({ ...view, blocks: blocks.map(() => ({})) }, "/view");
  const sizes =
    blocks.length > 100 ? [{ pointer: "/view/blocks", message: "more than 100 items" }] : [];
  const inner = blocks.flatMap((block, i) => checkBlock(block, `/view/blocks/${i}`));
  return [...own, ...sizes, ...inner];
}

function checkBlock(block: Json, pointer: string): PayloadProblem[] {
  const type = isObject(block) ? block["type"] : undefined;
  const name = typeof type === "string" ? definitionOf.get(type) : undefined;
  if (name === undefined) return [{ pointer, message: `unknown block ${JSON.stringify(type)}` }];
  const validate: ValidateFunction | undefined = ajv.getSchema(`blocks#/definitions/${name}`);
  if (validate === undefined) throw new Error(`unreachable: no schema for ${name}`);
  const structure = validate(block)
    ? []
    : (validate.errors ?? []).map((error) => ({
        pointer: pointer + error.instancePath,
        message: `${error.message ?? "is wrong"} ${JSON.stringify(error.params)}`,
      }));
  return [...structure, ...checkSizes(block, pointer)];
}

function checkSizes(element: Json, pointer: string): PayloadProblem[] {
  if (Array.isArray(element))
    return element.flatMap((item: Json, i) => checkSizes(item, `${pointer}/${i}`));
  if (!isObject(element)) return [];
  const problems: PayloadProblem[] = [];
  for (const limit of limitsOf(element))
    changeAt(
      element,
      limit.at,
      (value, at) => {
        const size = sizeOf(value, limit);
        if (size !== null && size > limit.max)
          problems.push({ pointer: at, message: `${size} ${limit.counts}, at most ${limit.max}` });
        return value;
      },
      pointer,
    );
  if (isTextObject(element) && element["text"] === "")
    problems.push({ pointer: `${pointer}/text`, message: "must not be empty" });
  const inner = Object.entries(element);
  return [...problems, ...inner.flatMap(([key, value]) => checkSizes(value, `${pointer}/${key}`))];
}

const isTextObject = (element: JsonObject): boolean =>
  element["type"] === "plain_text" || element["type"] === "mrkdwn";

/** The one value of `type` that a definition allows, also where the definition is a choice or a combination of others. */
function typeConst(definition: Definition): string {
  const own = definition.properties?.type?.const;
  if (own !== undefined) return own;
  const parts = [...(definition.anyOf ?? []), ...(definition.allOf ?? [])];
  return parts.map(typeConst).find((found) => found !== "") ?? "";
}
