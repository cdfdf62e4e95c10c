/** How many clusters there are to be, written into the text. */
import type { TextEdit } from "../../../problem.ts";
import type { Span } from "../../expression/ast.ts";
import { writtenAt } from "../expression-text.ts";
import { isEmpty, lineEnd, scanYaml } from "../scan-yaml.ts";
import { rangesIn } from "../segment-places.ts";

/**
 * The edit that names the number of clusters of a `kind: kmeans`, whatever stood there: `auto`, a range, another number, nothing.
 *
 * @param k 2 to 20
 * @returns `undefined` in a file of another kind
 * @example chooseK("segmentations/c.yaml", "segmentation: c\nkind: kmeans\nk: auto\n", 4)?.newText // => "4"
 */
export function chooseK(file: string, text: string, k: number): TextEdit | undefined {
  const entries = scanYaml(text);
  if (writtenAt(text, entries, "kind") !== "kmeans") return undefined;
  const edit = (span: Span, newText: string): TextEdit => ({
    file,
    range: rangesIn(text)(span),
    newText,
  });
  const own = entries.find(({ path }) => path.length === 1 && path[0] === "k");
  if (own === undefined) {
    const kind = entries.find(({ path }) => path.length === 1 && path[0] === "kind");
    if (kind === undefined) return undefined;
    const end = lineEnd(text, kind.value.end);
    const line = text.includes("\r\n") ? "\r\n" : "\n";
    return edit({ start: end, end }, `${line}k: ${k}`);
  }
  if (!isEmpty(own.value)) return edit(own.value, String(k));
  const inside = entries.filter(({ path }) => path.length > 1 && path[0] === "k");
  const start = text.indexOf(":", own.key.end) + 1;
  const end = Math.max(start, ...inside.map((e) => Math.max(e.key.end, e.value.end)));
  return edit({ start, end }, ` ${k}`);
}
