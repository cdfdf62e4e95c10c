/** The words of views in English. */
const customers = (count: string): string => (count === "1" ? "1 customer" : `${count} customers`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const en = {
  customer: "Customer",
  id: "ID",
  owner: "Owner",
  segment: "Segment",
  customers: "Customers",
  share: "Share",
  revenue: "Revenue",
  change: "Change",
  orders: "Orders",
  transactions: "Transactions",
  from: "From",
  to: "To",
  theirSpend: "Their spend",
  noSegment: "no segment",
  inNoSegment: "In no segment",
  moreSegments: (count: string) => `and ${count} more`,
  unitName: (unit: string) => unit.charAt(0).toUpperCase() + unit.slice(1).replaceAll("_", " "),
  ofUnit: (unit: string, id: string, count: string) => `${unit} ${id} of ${customers(count)}`,
  inNoGroup: (unit: string) => `In no ${unit}: counted alone`,
  notAmong: (rule: string) => `Does not take part: not among ${rule}`,
  held: (segment: string, since: string, until: string) =>
    `Held: ${segment} by today's cuts, since ${since}; goes down from ${until}`,
  rankedWithin: "Ranked within",
  outside: "not taking part",
  new: "new",

  rhythm: "Usually buys every",
  lastAgo: (days: string) => `last ${days} ago`,
  lastOrder: "Last order",
  ago: (days: string) => `${days} ago`,
  noOrder: "No order yet",
  spentWithin: (days: string) => `Spent in ${days}`,
  spentInAll: "Spent in all",
  countOrders: (count: string) => (count === "1" ? "1 order" : `${count} orders`),
  ordersInAll: "Orders in all",
  nextDays: (days: string) => `Next ${days}`,
  stillActive: "Still active",
  confidence: (low: string, high: string) => `95 % confidence ${low} to ${high}`,
  dataTo: (date: string) => `data to ${date}`,
  notPublished: "not published",
  askWhy: "Why?",
  listOf: (segment: string) => `All in ${segment}`,
  backToCard: "Back to the card",

  why: (label: string) => `Why · ${label}`,
  because: (segment: string) => `${segment}, because:`,
  becauseEither: (segment: string) => `${segment}, because of one of:`,
  andEither: "and either:",
  orAll: "or all of:",
  and: "and:",
  or: "or:",
  verdict: { met: "Met", "not-met": "Not met", unknown: "Unknown" },
  cut: (cut: string) => `cut ${cut}`,
  atMost: (cut: string) => `cut: ${cut} or lower`,
  upTo: (cut: string) => `cut: up to ${cut}`,
  fromOn: (cut: string) => `cut: ${cut} or more`,
  under: (cut: string) => `cut: under ${cut}`,
  atLeast: (cut: string) => `cut: ${cut} or higher`,
  over: (cut: string) => `cut: over ${cut}`,
  score: (score: string, scale: string) => `score ${score} of ${scale}`,
  noScore: "no score",
  typical: (value: string) => `typical here: ${value}`,
  typicalBut: (value: string, other: string) => `typical here: ${value}; nearer to "${other}"`,
  distance: "distance to the centre",
  everyoneElse: "No other rule fits",

  reachTitle: (name: string, segment: string) => `What would move ${name} to ${segment}`,
  reachSentence: (way: string, segment: string) => `${capital(way)}: that makes it ${segment}.`,
  reachOrders: (orders: number, each: string, all: string) =>
    orders === 1
      ? `one more order of about ${each}`
      : `${orders} more orders of about ${each} each (${all} in all)`,
  reachMetric: (metric: string, to: string, from: string) =>
    `${metric} at ${to} instead of ${from}`,
  reachAnd: ", and ",
  reachBy: (what: string, day: string) => `${what} by ${day}`,
  reachOr: "Or",
  reachBefore: (from: string) => `now ${from}`,
  reachAlready: (segment: string) => `Already in ${segment}.`,
  reachByItself: (segment: string, day: string) =>
    `Nothing has to be done: without another order it is ${segment} by ${day}.`,
  reachNothing: (tried: string, segment: string, day: string) =>
    `None of ${tried} changes that were tried, up to 8 further orders or one of 100 times the usual amount, leads to ${segment} by ${day}.`,
  reachOfUnit: (unit: string) =>
    `orders of any member count, values are those of the unit (${unit})`,
  reachChecked: (count: string) => `computed again with the change, among all ${customers(count)}`,

  hits: (count: string, asked: string) =>
    count === "1" ? `1 customer matches "${asked}":` : `${count} customers match "${asked}":`,
  countCustomers: customers,
  titled: (title: string, count: string) => `${title} · ${customers(count)}`,
  segments: "Segments",
  unassigned: "in no segment",

  boughtAgain: "Bought in next 90 days",
  notJudged: (count: string) =>
    `Bought in next 90 days leaves out ${count} of today's customers who had not ordered by then: nothing says that they were customers already. The column that \`since\` of customers names would.`,
  reallyBoughtAgain: (count: string, days: string, share: string) =>
    `Of the ${count} who were here ${days} days before, ${share} have bought since.`,
  sensitivity: (spread: string, moves: string, high: string, flips: string) =>
    `Weights up or down by up to ${spread}: ${moves} of customers change segment (nine draws in ten: at most ${high}), ${flips} of pairs change places.`,
  asOf: "As of",
  run: "Run",
  lookAt: "What to look at",
  bringsMost: (segment: string, share: string, revenue: string) =>
    `${segment}: ${share} of customers bring ${revenue} of revenue.`,
  slipping: (segment: string, count: string, share: string, spend: string) =>
    `${segment}: ${customers(count)} (${share}) who spent ${spend} so far.`,
  nobodyIn: (segments: string) => `Nobody is in: ${segments}.`,
  mergedFrom: (id: string) => `${id} was merged into this customer`,
  listSeparator: ", ",
  took: (seconds: string) => `${seconds} s`,

  versusPublished: "vs published",
  versusRun: "vs last run",
  noBase: "Nothing to compare with yet: run the project once.",
  moves: "Who would move",
  nobodyMoves: "Nobody moves.",
  counted: (milliseconds: string) => `${milliseconds} ms`,
  problems: (count: string) => (count === "1" ? "1 problem" : `${count} problems`),

  notFound: (asked: string, ask: string | undefined) =>
    `No "${asked}" among customers you can see. Try an ID${ask === undefined ? "" : `, or ask ${ask}`}.`,
  help: "What you can ask",
  helpLines: [
    ["acme", "Look up a customer by ID, name or a part of the name"],
    ["why acme", "Why the customer is in these segments"],
    ["list", "All segments with their customers"],
    ["list champions", "The customers of a segment"],
    ["how many champions in Suzhou", "Counts, shares, averages, also by city or level"],
    ["top 20 champions by clv", "Lists by what you name, with your conditions"],
    ["who joined champions", "Who came, who left, how a segment grows"],
    ["help", "This list"],
  ] as readonly (readonly [string, string])[],
};

/** Every language has every word, with the same parameters. */
export type Words = typeof en;
