/** How many columns of a terminal a text takes: East Asian wide and emoji two, combining marks none. */
const wide =
  /^(?:[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}]|[\u{20000}-\u{3FFFD}])/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** @example displayWidth("高 value") // => 8 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most so many columns, with an ellipsis where it was longer. */
export function truncateWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return "";
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = displayWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept}…`;
}

/** The text filled up with blanks to so many columns. */
export function padWidth(text: string, width: number, align: "left" | "right" = "left"): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + blanks : blanks + text;
}

/** Lines of at most so many columns; breaks at blanks and between Chinese characters. */
export function wrapWidth(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const push = (piece: string): void => {
    if (displayWidth(line + piece.trimEnd()) <= width || line === "")
      line += line === "" ? piece.trimStart() : piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  };
  for (const piece of text.match(
    /[\u3400-\u9FFF\uF900-\uFAFF][\u3000-\u303F\uFF00-\uFFEF”]*|[^\s\u3400-\u9FFF\uF900-\uFAFF]+\s*|\s+/gu,
  ) ?? [])
    push(piece);
  lines.push(line.trimEnd());
  return lines.map((one) => truncateWidth(one, width));
}
