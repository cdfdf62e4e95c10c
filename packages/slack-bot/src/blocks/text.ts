/**
 * A text that shows as one line and holds nothing that changes how other text reads: control characters, line breaks and
 * bidirectional overrides become single spaces.
 *
 * @example oneLine("Acme\nNPS 10") // => "Acme NPS 10"
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

/**
 * A user's text for Slack's mrkdwn: it shows as it is and never becomes a link, a mention or a broadcast. Blocks that hold it
 * must also be `verbatim`, so that Slack does not find links by itself.
 *
 * @example escapeMrkdwn("<!here> R&D") // => "&lt;!here&gt; R&amp;D"
 */
export function escapeMrkdwn(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/@(?=channel|here|everyone)/gi, "@\u2060");
}

/**
 * At most `max` UTF-16 units, ending in "…" where something was cut; never half a character or half an entity.
 *
 * @param max at least 1
 * @example truncate("High value", 6) // => "High…"
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text.slice(0, max + 16))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${text
    .slice(0, end)
    .replace(/&[a-z]{0,4}$/, "")
    .trimEnd()}…`;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
