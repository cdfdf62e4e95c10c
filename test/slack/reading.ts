import type { TimelineMessage } from "@clientele/slack-bot/workspace";

type Json = TimelineMessage["blocks"][number];

/** Every object in a message's blocks, outer ones first. */
function objectsIn(json: Json): readonly { readonly [key: string]: Json }[] {
  if (Array.isArray(json)) return json.flatMap((item: Json) => objectsIn(item));
  if (typeof json !== "object" || json === null) return [];
  const object = json as { readonly [key: string]: Json }; // arrays are handled above
  return [object, ...Object.values(object).flatMap(objectsIn)];
}

/** All that a person reads in the blocks, a text a line. */
export const wordsOf = (message: TimelineMessage): string =>
  objectsIn(message.blocks)
    .filter((object) => object["type"] === "mrkdwn" || object["type"] === "plain_text")
    .map((object) => textIn(object))
    .join("\n");

/** A field that holds a text. */
export function textIn(object: { readonly [key: string]: Json }, field = "text"): string {
  const value = object[field];
  return typeof value === "string" ? value : "";
}

/** The elements of a kind, e.g. buttons. */
export const elementsOf = (message: TimelineMessage, type: string) =>
  objectsIn(message.blocks).filter((object) => object["type"] === type);

/** What a button or an option says. */
export function labelOf(element: { readonly [key: string]: Json }): string {
  const text = element["text"];
  return typeof text === "object" && text !== null && !Array.isArray(text)
    ? textIn(text as { readonly [key: string]: Json }) // lists are handled
    : "";
}

/** A button by what it says. */
export function buttonIn(message: TimelineMessage, label: RegExp) {
  const found = elementsOf(message, "button").find((button) => label.test(labelOf(button)));
  if (found === undefined)
    throw new Error(
      `no button ${label} among ${elementsOf(message, "button").map(labelOf).join(", ")}`,
    );
  return found;
}

/** An option of a select as chosen, by what it says. */
export function optionIn(message: TimelineMessage, label: RegExp) {
  for (const select of elementsOf(message, "static_select")) {
    const option = objectsIn(select).find(
      (object) => "value" in object && label.test(labelOf(object)),
    );
    if (option !== undefined)
      return {
        type: "static_select",
        action_id: textIn(select, "action_id"),
        selected_option: option,
      };
  }
  throw new Error(`no option ${label} in ${wordsOf(message)}`);
}
