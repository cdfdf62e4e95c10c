/** What answering in words needs from one question to the next: the words of the project, and what was said before. */
import {
  askReader,
  buildLexicon,
  type AskCatalog,
  type AskQuestion,
  type AskReader,
  type Viewer,
} from "@clientele/core";
import type { Host } from "@clientele/core/host";

export type Reader = { readonly read: AskReader; readonly catalog: AskCatalog };

/** The answer before: what it was about and whom it showed, in their order. */
export type Before = { readonly question: AskQuestion; readonly shown: readonly string[] };

export type Asking = {
  /** How questions of a viewer are read; `null` while nothing is published. */
  readonly readerFor: (viewer: Viewer, run: string | null) => Promise<Reader | null>;
  readonly before: (conversation: string) => Before | undefined;
  readonly remember: (conversation: string, before: Before) => void;
  /** The customer whom everybody in a channel last read of. */
  readonly spokenIn: (channel: string) => string | undefined;
  readonly speak: (channel: string, customer: string) => void;
};

/** Readers of so many kinds of viewers are kept, and of so many conversations the last answer. */
const mostReaders = 50;
const mostConversations = 5000;
/** Nobody means an answer that is older, in milliseconds. */
const forgotten = 2 * 3_600_000;
/** So many customers of an answer can be meant by their place. */
const mostShown = 100;

/** @param now the clock, in milliseconds */
export function createAsking(engine: Pick<Host, "call">, now: () => number): Asking {
  const readers = new Map<string, Promise<Reader | null>>();
  const conversations = new Map<string, Before & { readonly at: number }>();
  const spoken = new Map<string, { readonly customer: string; readonly at: number }>();

  const make = async (viewer: Viewer): Promise<Reader | null> => {
    const words = await engine.call("words", { viewer });
    return words.ok ? { catalog: words.value, read: askReader(buildLexicon(words.value)) } : null;
  };

  return {
    readerFor: async (viewer, run) => {
      const { rows, columns, pii, identify } = viewer;
      const key = JSON.stringify([run, rows, columns, pii, identify]);
      const known = readers.get(key);
      if (known !== undefined) return known;
      if (readers.size >= mostReaders) readers.clear();
      const made = make(viewer);
      readers.set(key, made);
      // What failed is tried again with the next question.
      if ((await made) === null) readers.delete(key);
      return made;
    },
    before: (conversation) => {
      const found = conversations.get(conversation);
      return found === undefined || now() - found.at > forgotten ? undefined : found;
    },
    remember: (conversation, { question, shown }) => {
      conversations.delete(conversation);
      conversations.set(conversation, { question, shown: shown.slice(0, mostShown), at: now() });
      const [oldest] = conversations.keys();
      if (conversations.size > mostConversations && oldest !== undefined)
        conversations.delete(oldest);
    },
    spokenIn: (channel) => {
      const found = spoken.get(channel);
      return found === undefined || now() - found.at > forgotten ? undefined : found.customer;
    },
    speak: (channel, customer) => {
      spoken.delete(channel);
      spoken.set(channel, { customer, at: now() });
      const [oldest] = spoken.keys();
      if (spoken.size > mostConversations && oldest !== undefined) spoken.delete(oldest);
    },
  };
}
