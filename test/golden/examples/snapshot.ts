import type { Manifest, Published } from "../../../packages/core/src/compute/snapshot/manifest.ts";
import { base } from "./project-info.ts";
import { runSummary } from "./run-summary.ts";

const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export const manifest = {
  format: 1,
  id: base.run,
  configHash: sha256,
  nodes: { recency: "0f2a41c8", value: "c1d09e77", care: "77b0a3f2" },
  sources: [
    { name: "customers", files: [{ name: "data/customers.csv", bytes: 4_120_331, sha256 }] },
    {
      name: "transactions",
      files: [{ name: "data/transactions/2026.parquet", bytes: 18_220_114, sha256 }],
    },
  ],
  prior: "20261111-0700-77e0",
  asOf: base.asOf,
  timezone: "Asia/Shanghai",
  seed: 1,
  cards: {},
  codeVersion: "0.1.0",
  lines: "5d41402a",
  summary: runSummary,
} satisfies Manifest;

export const published = {
  format: 1,
  run: base.run,
  configHash: sha256,
  by: "zhao.min",
  at: "2026-11-18T01:05:00.000Z",
  why: "Widen save list",
  approval: null,
  previous: "20261111-0700-77e0",
} satisfies Published;
