/** Words that sentences of several subjects share, in English. */

export const suggestion = (nearest: string): string =>
  nearest === "" ? "" : `; did you mean "${nearest}"?`;

export const have = (count: number): string => (count === 1 ? "has" : "have");
