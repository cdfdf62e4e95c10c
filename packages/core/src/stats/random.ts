/**
 * A stream of pseudo-random numbers from a seed: the same seed gives the same numbers on every machine, because only 32-bit
 * whole numbers are calculated. sfc32 (Doty-Humphrey, PractRand), warmed up by 16 steps.
 *
 * @param seed a whole number, of which the lower 53 bits count
 * @returns a function that gives the next number in [0, 1), in steps of 2^-32
 * @throws RangeError when the seed is not a whole number
 * @example const next = random(7); next() === random(7)() // => true
 */
export function random(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`random: seed ${seed}`);
  let a = Math.floor(seed / 2 ** 32) | 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 16; i += 1) next();
  return next;
}

/**
 * A whole number below `below`. @param below in [1, 2^32]
 * @example randomIndex(random(1), 10) < 10 // => true
 */
export const randomIndex = (next: () => number, below: number): number =>
  Math.floor(next() * below);
