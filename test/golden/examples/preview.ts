import type { PreviewResult } from "../../../packages/core/src/host/protocol.ts";
import { base } from "./project-info.ts";

export const preview = {
  base,
  asOf: "2026-11-18",
  customers: 48_210,
  currency: "CNY",
  milliseconds: 38,
  segmentations: [
    {
      id: "service",
      title: { en: "Service", zh: "服务" },
      kind: "rules",
      assign: "first",
      file: "segmentations/service.yaml",
      segments: [
        {
          id: "save_list",
          title: "Save list",
          customers: 1_240,
          share: 0.0257,
          revenue: 9_700_000,
          before: 842,
        },
        {
          id: "standard",
          title: "Standard",
          customers: 33_254,
          share: 0.6898,
          revenue: 41_000_000,
          before: 33_625,
        },
      ],
      unassigned: 0,
      moves: [{ from: "standard", to: "save_list", customers: 371, revenue: 3_100_000 }],
    },
  ],
  problems: [],
} satisfies PreviewResult;
