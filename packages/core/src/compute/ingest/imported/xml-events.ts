/** XML as a stream of events: elements without their prefixes, and the text between them. */
import { SaxesParser } from "saxes";
import { WorkbookError } from "./zip-entries.ts";

export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

/**
 * The events of a text, those of a chunk at a time. Entities of a document's own are refused: there is no way to make a short
 * text a long one.
 *
 * @param part what errors name
 */
export async function* xmlEvents(
  chunks: AsyncIterable<string>,
  part: string,
): AsyncGenerator<readonly XmlEvent[]> {
  const parser = new SaxesParser();
  let events: XmlEvent[] = [];
  parser.on("opentag", ({ name, attributes }) => {
    events.push({ kind: "open", name: local(name), attributes });
  });
  parser.on("closetag", ({ name }) => events.push({ kind: "close", name: local(name) }));
  parser.on("text", (text) => events.push({ kind: "text", text }));
  parser.on("doctype", () => {
    throw new WorkbookError(`${part} is damaged`);
  });
  parser.on("error", () => {
    throw new WorkbookError(`${part} is damaged`);
  });
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield events;
    events = [];
  }
  parser.close();
  yield events;
}

/** @example local("x:row") // => "row" */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);
