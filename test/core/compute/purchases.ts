import { random } from "../../../packages/core/src/stats/random.ts";

/** Rows of customers who buy at rates of their own until some of them leave, over 540 days from 2025 on. */
export function purchases(customers: number, seed: number): string {
  const next = random(seed);
  const day = (n: number): string =>
    new Date(Date.parse("2025-01-01") + n * 86_400_000).toISOString().slice(0, 10);
  const lines = Array.from({ length: customers }, (_, i) => {
    const gap = 10 + 150 * next() ** 2;
    const leaves = -Math.log(next()) * 200;
    const worth = 20 + 80 * next();
    const bought: string[] = [];
    for (let at = Math.floor(next() * 90); at < 540; at -= Math.log(next()) * gap) {
      if (bought.length > 0 && at > leaves) break;
      bought.push(`c${i},${day(Math.floor(at))},${(worth * (0.5 + next())).toFixed(2)}`);
    }
    return bought.join("\n");
  });
  return `customer,paid_at,amount\n${lines.join("\n")}\n`;
}
