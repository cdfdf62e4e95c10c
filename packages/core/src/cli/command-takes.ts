/** What each command takes behind its name: how many words, and which options. */
import type { CommandName, OptionName } from "./arguments.ts";

type Takes = {
  /** How many words at most; `many` where they are one text, such as a name or a rule. */
  readonly words: number | "many";
  /** Besides those of every command, in the order of help. */
  readonly options: readonly OptionName[];
};

/** Options of every command. */
export const generalOptions: readonly OptionName[] = [
  "allow-read",
  "json",
  "locale",
  "help",
  "version",
];

export const commandTakes: Readonly<Record<CommandName, Takes>> = {
  init: { words: 1, options: ["template"] },
  add: { words: 2, options: ["project", "as", "use", "for"] },
  check: { words: 1, options: ["project", "junit", "watch", "report", "method"] },
  profile: { words: 1, options: ["project", "out"] },
  run: { words: 1, options: ["project", "as-of", "refit", "publish", "why"] },
  runs: { words: 0, options: ["project"] },
  publish: { words: 1, options: ["project", "why", "yes", "request", "title", "until", "as"] },
  requests: { words: 2, options: ["project", "all"] },
  show: { words: "many", options: ["project"] },
  explain: { words: "many", options: ["project", "to", "by"] },
  contact: { words: "many", options: ["project", "outcome", "channel", "note"] },
  history: { words: "many", options: ["project"] },
  disputes: { words: 2, options: ["project", "all", "note"] },
  recommend: { words: "many", options: ["project", "segment", "bundles", "evaluate", "limit"] },
  loyalty: { words: 0, options: ["project", "against"] },
  find: { words: "many", options: ["project", "sort", "ascending", "limit"] },
  evaluate: { words: 2, options: ["project", "target", "customer", "limit"] },
  model: { words: 1, options: ["project"] },
  segment: { words: "many", options: ["project", "sort", "ascending", "limit", "sensitive"] },
  strategies: { words: 0, options: ["project", "backlog", "training", "segmentation", "limit"] },
  plan: { words: 1, options: ["project", "opportunity", "segmentation"] },
  digest: { words: 1, options: ["project", "as-of", "owner", "out"] },
  diff: { words: 2, options: ["project", "segmentation", "limit"] },
  export: {
    words: 1,
    options: [
      "project",
      "to",
      "for",
      "personal",
      "consent",
      "purpose",
      "pseudonyms",
      "new-key",
      "reidentify",
      "as",
      "group",
    ],
  },
  audit: {
    words: 0,
    options: ["project", "actor", "customer", "action", "since", "until", "limit"],
  },
  access: { words: 1, options: ["project", "group"] },
  forget: { words: "many", options: ["project", "yes"] },
  deliver: { words: 1, options: ["project", "dry-run", "pending", "consent", "pseudonyms"] },
  schema: { words: 1, options: ["to"] },
  migrate: { words: 1, options: ["project"] },
  lsp: { words: 0, options: ["stdio", "data"] },
  mcp: { words: 1, options: ["project"] },
};
