/** What every builder of a view wants to know of the reader. */
export type ViewOptions = {
  /** BCP 47 tag of the reader. */
  readonly locale: string;
  /** The day that the reader reads, ISO; without it dates in sentences tell their year. */
  readonly today?: string;
};
