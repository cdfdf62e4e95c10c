/** What recommendations answer. */

/** A product by its id, and what people call it. */
type Product = { readonly item: string; readonly label: string };

export type Suggested = Product & {
  /** How many customers bought it. */
  readonly customers: number;
  /** The customer's own product that speaks most for it; `null` where only popularity does. */
  readonly because: Product | null;
};

/** For one customer, the likeliest first. */
export type Suggestions = {
  /** `refused`: the customer did not agree to be profiled, so it is what most people buy; `popular`: nothing is known of them. */
  readonly basis: "history" | "popular" | "refused";
  readonly items: readonly Suggested[];
};

export type SuggestedToSegment = {
  /** Customers of the segment who bought anything and may be looked at. */
  readonly buyers: number;
  readonly items: readonly (Product & {
    /** Of the segment. */
    readonly customers: number;
    /** Of its buyers, in [0, 1]. */
    readonly share: number;
    /** How many times as often as all customers. */
    readonly lift: number;
  })[];
};

/** Two or three products in one order. */
export type Bundle = {
  readonly items: readonly Product[];
  /** Orders that hold all of them. */
  readonly orders: number;
  /** How many times as often as chance would have it. */
  readonly lift: number;
  /** The share of orders with the rarest part of it that hold the rest too, in [0, 1]. */
  readonly confidence: number;
};
