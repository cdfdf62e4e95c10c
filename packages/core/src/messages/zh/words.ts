/** Words that sentences of several subjects share, in Chinese. */

export const suggestion = (nearest: string): string =>
  nearest === "" ? "" : `；是否应为“${nearest}”？`;
