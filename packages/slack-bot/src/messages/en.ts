/** The bot's own words in English. What is about customers comes from core's views, in the reader's language already. */
export const en = {
  unpublished: "Edits that are not published yet are counted here.",
  hitsMany: "Too many to list here. Type more of the name, or an ID.",
  choose: "Choose a customer",
  typeName: "Type a name or an ID",
  openSegment: "Open a segment",
  openCustomer: "Open a customer",
  back: "Back to the card",
  previous: "Previous",
  next: "Next",
  paging: (from: number, to: number, total: number) =>
    `${from}–${to} of ${total.toLocaleString("en")}`,
  unknownSegment: (asked: string) => `No segment “${asked}”. These are the ones there are:`,
  severalSegments: (asked: string) => `Several segments are called “${asked}”:`,
  notPublished: "Nothing is published yet. Run the project, then ask again.",
  engineDown: "The engine stopped, so nothing could be looked up. Ask again in a moment.",
  failed: "Something went wrong here, and nothing was changed. Ask again in a moment.",
  noAccess: (ask: string | null) =>
    `You have no access to customers here.${ask === null ? "" : ` Ask ${ask}.`}`,
  whoUnknown:
    "Slack does not say who you are just now, so nothing is shown. Ask again in a moment.",
  accessBroken:
    "access.yaml has a problem, so nothing is shown until it is mended. Whoever runs this bot knows more from `clientele check`.",
  notHere: "I can't answer that in this channel.",
  notHereAsk: (ask: string) => `Access: ${ask}`,
  onlyToMe: "Answer only to me",
  keepInDirect: "Keep in DM",
  kept: "Kept in your direct messages with me.",
  ownerIsNobody: (owner: string) => `Nobody in this Slack has the owner's address ${owner}.`,
  outdated: "This message is outdated. Ask again.",
  emptyMessage: "That message has no text to look up.",
  lookUp: "Look up a customer",
  lookUpTitle: "Look up",
  lookUpLabel: "ID, name or a part of a name",
  lookUpSubmit: "Look up",
  close: "Close",
  loading: "Looking…",
  stage: {
    catalog: "Reading the sources …",
    ingest: "Reading transactions …",
    metrics: "Computing metrics …",
    segments: "Assigning segments …",
    snapshot: "Writing the snapshot …",
  },
  fallback: {
    card: (title: string) => `Customer card: ${title}`,
    why: (title: string) => `Why these segments: ${title}`,
    hits: "Several customers match. Choose one.",
    list: "Customers of a segment",
    segments: "Segments and their customers",
    help: "What this bot answers",
    none: "No such customer",
  },
};

/** Every language has every key, with the same parameters. */
export type Messages = typeof en;
