/** What Slack said, for a while: it is asked once where many wait for the same answer, and what it did not say is asked again. */

export type Remembered<T> = {
  (key: string, ask: () => Promise<T>): Promise<T>;
  /** What is remembered of these is asked again. */
  readonly forget: (which: (key: string) => boolean) => void;
};

/**
 * @param milliseconds how long an answer holds
 * @param most how many answers are kept; the oldest go first
 * @param now the clock, in milliseconds
 */
export function remembered<T>(
  milliseconds: number,
  most: number,
  now: () => number,
): Remembered<T> {
  const known = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  const recall = (key: string, ask: () => Promise<T>): Promise<T> => {
    const found = known.get(key);
    if (found !== undefined && found.until > now()) return found.value;
    known.delete(key);
    const value = ask();
    known.set(key, { value, until: now() + milliseconds });
    value.catch(() => {
      if (known.get(key)?.value === value) known.delete(key);
    });
    const oldest = known.keys().next().value;
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
  return Object.assign(recall, {
    forget: (which: (key: string) => boolean) => {
      for (const key of known.keys()) if (which(key)) known.delete(key);
    },
  });
}
