import type { RunSummary } from "../../../packages/core/src/host/protocol.ts";
import { base } from "./project-info.ts";

export const runSummary = {
  run: base.run,
  as_of: base.asOf,
  customers: 48_210,
  transactions: 612_004,
  orders: 201_388,
  revenue: 50_700_000.25,
  segmentations: {
    value: {
      segments: {
        high: { customers: 9_642, share: 0.2, revenue: 40_560_000 },
        low: { customers: 38_568, share: 0.8, revenue: 10_140_000.25 },
      },
    },
    rfm: {
      segments: {
        champions: { customers: 0, share: 0, revenue: 0 },
        at_risk: { customers: 4_821, share: 0.1, revenue: 970_000 },
      },
    },
  },
  models: {},
  seconds: 3.21,
} satisfies RunSummary;
