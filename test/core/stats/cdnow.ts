import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the public data sets lie; the tests on them are skipped, loudly, where they do not. */
export const publicData =
  process.env["CLIENTELE_DATA"] ??
  fileURLToPath(new URL("../../../../shared/data", import.meta.url));

export const publicDataThere = existsSync(publicData);
if (!publicDataThere)
  console.warn(`SKIPPED: the tests on public data need ${publicData} (or CLIENTELE_DATA)`);

/** A customer of the CDNOW sample: 39 weeks to fit, 39 to hold out, as Fader & Hardie cut it. */
export type CdnowCustomer = {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  /** Repeat purchase days in the holdout. */
  readonly bought: number;
  /** The mean of a day's spend over the repeat purchases of the 39 weeks; 0 where there is none. */
  readonly spend: number;
};

/** The 2,357 customers of `cdnow_sample.csv`. */
export function readCdnow(): readonly CdnowCustomer[] {
  const week = (day: string): number => Date.parse(day) / 604_800_000;
  const end = week("1997-09-30");
  const customers = new Map<string, Map<number, number>>();
  const lines = readFileSync(`${publicData}/cdnow/cdnow_sample.csv`, "utf8").trim().split("\n");
  for (const line of lines.slice(1)) {
    const [, id = "", date = "", , dollars = ""] = line.split(",");
    const days = customers.get(id) ?? new Map<number, number>();
    customers.set(id, days.set(week(date), (days.get(week(date)) ?? 0) + Number(dollars)));
  }
  return [...customers.values()].map((spent) => {
    const days = [...spent.keys()].toSorted((one, other) => one - other);
    const first = days[0] ?? 0;
    const fitted = days.filter((day) => day <= end);
    const repeats = fitted.slice(1);
    const spend = repeats.reduce((sum, day) => sum + (spent.get(day) ?? 0), 0);
    return {
      x: repeats.length,
      tx: (fitted.at(-1) ?? 0) - first,
      T: end - first,
      bought: days.length - fitted.length,
      spend: repeats.length === 0 ? 0 : spend / repeats.length,
    };
  });
}
