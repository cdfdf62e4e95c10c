import { integer, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";

export const industries = [
  "manufacturing",
  "energy",
  "finance",
  "public_sector",
  "education",
  "healthcare",
] as const;
export type Industry = (typeof industries)[number];

export const regions = ["North", "East", "South", "West"] as const;
export type Region = (typeof regions)[number];

/** What is known of an industry in a region. */
export type Market = {
  readonly industry: Industry;
  readonly region: Region;
  /** What it spends in a year on what we sell, in millions of yuan. */
  readonly potential: number;
  /** Its growth in a year, a share. */
  readonly growth: number;
  /** Rivals who offer there. */
  readonly rivals: number;
  /** Our own engineers who know the industry and live there. */
  readonly engineers: number;
};

export const drawMarket = (random: Random): readonly Market[] =>
  industries.flatMap((industry) =>
    regions.map((region) => ({
      industry,
      region,
      potential: integer(random, 20, 400),
      growth: integer(random, -3, 18) / 100,
      rivals: integer(random, 1, 9),
      engineers: integer(random, 0, 8),
    })),
  );

export const marketTable = (market: readonly Market[]): Table => ({
  file: "market.csv",
  columns: ["industry", "region", "potential", "growth", "rivals", "engineers"],
  rows: market.map((m) => [m.industry, m.region, m.potential, m.growth, m.rivals, m.engineers]),
  shuffle: [["rivals"], ["engineers"]],
});
