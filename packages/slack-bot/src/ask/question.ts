/** What somebody wants to know. Text becomes one by `readQuestion`, a button's value is one already. */
export type Question =
  | { readonly kind: "help" }
  /** An id, a name or a part of one; `then` says what to show of the customer that it means. */
  | { readonly kind: "find"; readonly text: string; readonly then: "card" | "why" }
  | { readonly kind: "card"; readonly customer: string }
  | { readonly kind: "why"; readonly customer: string }
  | { readonly kind: "segments" }
  /** Which digests come to the asker and to the channel. */
  | { readonly kind: "digests" }
  /** A digest as it would be sent now, by its name or title; `whole` is all that was typed, left out where a button was pressed. */
  | { readonly kind: "digest"; readonly text: string; readonly whole?: string | undefined }
  /** In words: read by the grammar. */
  | { readonly kind: "ask"; readonly text: string }
  /** A page of customers for whom a rule holds; `about` says it in words, `until` how far the list goes. */
  | {
      readonly kind: "page";
      readonly about: string;
      readonly where?: string | undefined;
      readonly sort?: string | undefined;
      readonly descending?: boolean | undefined;
      readonly offset: number;
      readonly until?: number | undefined;
    }
  /** A segment by its id or its title. */
  | { readonly kind: "find-segment"; readonly text: string }
  | {
      readonly kind: "members";
      readonly segmentation: string;
      readonly segment: string;
      readonly offset: number;
    };

const words: Readonly<Record<string, "why" | "list" | "help" | "digest">> = {
  why: "why",
  为什么: "why",
  为何: "why",
  list: "list",
  segments: "list",
  列表: "list",
  名单: "list",
  客群: "list",
  分群: "list",
  digest: "digest",
  digests: "digest",
  简报: "digest",
  订阅: "digest",
  help: "help",
  "?": "help",
  帮助: "help",
};

const quotes = /^["'“”‘’「『](.*)["'“”‘’」』]$/su;

/** Longer texts are not names, or questions: what is beyond is cut. */
const longest = 200;
const longestAsked = 400;

/**
 * What a text asks: `why …`, `list …`, `help`, or a customer's id or name. In quotes it is always a name.
 *
 * @param text as it was typed, without the command or the mention
 * @example readQuestion("why acme") // => { kind: "find", text: "acme", then: "why" }
 * @example readQuestion("为什么 丽华") // => { kind: "find", text: "丽华", then: "why" }
 * @example readQuestion('"list"') // => { kind: "find", text: "list", then: "card" }
 */
export function readQuestion(text: string): Question {
  const asked = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim().slice(0, longest);
  if (asked === "") return { kind: "help" };
  const quoted = quotes.exec(asked)?.[1]?.trim();
  if (quoted !== undefined && quoted !== "") return { kind: "find", text: quoted, then: "card" };
  const [first = "", ...others] = asked.split(" ");
  const rest = unquoted(others.join(" "));
  const word = Object.hasOwn(words, first.toLowerCase()) ? words[first.toLowerCase()] : undefined;
  if (word === undefined) return { kind: "find", text: asked, then: "card" };
  if (word === "help")
    return rest === "" ? { kind: "help" } : { kind: "find", text: asked, then: "card" };
  if (word === "list")
    return rest === "" ? { kind: "segments" } : { kind: "find-segment", text: rest };
  if (word === "digest")
    return rest === "" ? { kind: "digests" } : { kind: "digest", text: rest, whole: asked };
  return rest === "" ? { kind: "help" } : { kind: "find", text: rest, then: "why" };
}

/**
 * What a person's message asks. In quotes it is a name, everything else is read by the grammar over the project's words.
 *
 * @example askedIn("how many champions") // => { kind: "ask", text: "how many champions" }
 * @example askedIn("“list”") // => { kind: "find", text: "list", then: "card" }
 */
export function askedIn(text: string): Question {
  const plain = readQuestion(text);
  const asked = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim().slice(0, longestAsked);
  // "why" alone leans on what was said before.
  if (plain.kind === "help" && words[asked.toLowerCase()] === "why")
    return { kind: "ask", text: asked };
  if (asItIs.has(plain.kind)) return plain;
  return quotes.test(asked) ? plain : { kind: "ask", text: asked };
}

/** What the grammar has no better words for. */
const asItIs: ReadonlySet<Question["kind"]> = new Set(["help", "segments", "digests", "digest"]);

const unquoted = (text: string): string => quotes.exec(text)?.[1]?.trim() ?? text.trim();
