/**
 * What is asked in a message: its text without mentions and with Slack's entities read.
 *
 * @example withoutMentions("<@U1> R&amp;D") // => "R&D"
 */
export const withoutMentions = (text: string): string =>
  text
    .replaceAll(/<[@!][^>]*>/g, " ")
    .replaceAll(/<#[^|>]*\|?([^>]*)>/g, "$1")
    .replaceAll(/<[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<([^>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
