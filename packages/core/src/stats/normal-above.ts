import { gammaAbove } from "./incomplete-gamma.ts";

/**
 * The chance that a standard normal variable is above z.
 *
 * @param z any number
 * @returns in [0, 1]
 * @example normalAbove(1.959963985) // => 0.025
 */
export const normalAbove = (z: number): number => {
  const tail = gammaAbove(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
};
