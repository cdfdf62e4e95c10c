import type { Clause } from "../../../packages/core/src/domain/explain/clause.ts";
import type { CustomerRow, Explained } from "../../../packages/core/src/host/protocol.ts";
import { base } from "./project-info.ts";

export const customer = {
  id: "00428",
  label: "苏州丽华纺织",
  owner: "Li Na",
  values: {
    recency: 63,
    frequency: 12,
    monetary_365: 96_000,
    frequency_365: 9,
    inter_purchase_time: 21.3,
    p_alive: 0.35,
    nps: 4,
    city: "苏州",
    phone: "0512-6650 1388",
  },
  segments: { value: ["high"], rfm: ["at_risk"], care: ["save_list"] },
} as const satisfies CustomerRow;

const alone = { depth: 0, joined: null } as const;
const met = { verdict: "met" } as const;

export const explained = {
  base,
  customer,
  reasons: [
    {
      segmentation: "value",
      segment: "high",
      clauses: [
        {
          ...met,
          ...alone,
          text: "monetary_365",
          metric: "monetary_365",
          value: 96_000,
          cut: 5_200,
        },
      ],
    },
    {
      segmentation: "rfm",
      segment: "at_risk",
      clauses: [
        { ...met, ...alone, text: "R 2/5", metric: "recency", value: 63, cut: null },
        { ...met, ...alone, text: "F 4/5", metric: "frequency", value: 12, cut: null },
      ],
    },
    {
      segmentation: "care",
      segment: "save_list",
      clauses: [
        {
          ...met,
          text: "value = 'high'",
          metric: "value",
          value: "high",
          cut: "high",
          depth: 0,
          joined: "and",
        },
        { ...met, text: "nps <= 4", metric: "nps", value: 4, cut: 4, depth: 1, joined: "or" },
        {
          ...met,
          text: "p_alive < 0.4",
          metric: "p_alive",
          value: 0.35,
          cut: 0.4,
          depth: 1,
          joined: "or",
        },
      ] satisfies Clause[],
    },
  ],
} satisfies Explained;
