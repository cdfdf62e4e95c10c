/** What a run tells of Online Retail, beside a reading of METHODS in plain Python over the file (csv, datetime, numpy.quantile). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publicData, publicDataThere } from "../core/stats/cdnow.ts";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const stage = "segmentation: stage\nkind: lifecycle\n";
const rfm = "segmentation: rfm\nkind: rfm\n";
const quantiles = `segmentation: quantiles
kind: rfm
scores: quantiles
segments:
  - { id: best, recency: [4, 5], frequency: [4, 5], monetary: [4, 5] }
  - id: others
    cells:
      - { recency: [1, 3] }
      - { recency: [4, 5], frequency: [1, 3] }
      - { recency: [4, 5], frequency: [4, 5], monetary: [1, 3] }
`;
const value = `segmentation: value
kind: tiers
by: monetary
within: 180 days
tiers:
  - { id: high, top: 80% of value }
  - { id: mid, top: 95% of value }
  - { id: low, rest: true }
`;

type Ran = {
  readonly segmentations: Readonly<
    Record<
      string,
      {
        readonly segments: Readonly<Record<string, { readonly customers: number }>>;
        readonly bought_again?: {
          readonly segments: Readonly<
            Record<string, { readonly customers: number; readonly bought: number }>
          >;
        };
      }
    >
  >;
  readonly figures: readonly { readonly name: string; readonly value: number }[];
};

describe.skipIf(!publicDataThere)("Online Retail", () => {
  it("has the scores, stages, tiers, retention and repurchase of another reading", async () => {
    const example = readFileSync(
      join(import.meta.dirname, "../../examples/online-retail/clientele.yaml"),
      "utf8",
    );
    const [sources = ""] = example.split("metrics:");
    const folder = temporaryProject({
      "clientele.yaml": `${sources}metrics:
  stayed: { value: retained, within: 90 days }
  again: { value: repurchased, within: 60 days }
`,
      "segmentations/stage.yaml": stage,
      "segmentations/rfm.yaml": rfm,
      "segmentations/quantiles.yaml": quantiles,
      "segmentations/value.yaml": value,
      "segmentations/care.yaml": null,
      "data/customers.csv": null,
      "data/transactions.csv": null,
    });
    const { json } = await clientele(["run", folder, "--allow-read", publicData, "--json"], {
      environment: { CLIENTELE_DATA: publicData },
    });
    const ran = json as Ran; // the shape is what is tested
    const sizes = (name: string) =>
      Object.fromEntries(
        Object.entries(ran.segmentations[name]?.segments ?? {}).map(([id, s]) => [id, s.customers]),
      );
    expect(sizes("rfm")).toEqual({
      champions: 577,
      loyal: 708,
      potential_loyalists: 474,
      new_customers: 63,
      promising: 167,
      need_attention: 116,
      about_to_sleep: 475,
      at_risk: 372,
      cant_lose: 37,
      hibernating: 1349,
    });
    expect(sizes("quantiles")).toEqual({ best: 911, others: 3427 });
    expect(sizes("value")).toEqual({ high: 1032, mid: 1209, low: 2097 });
    expect(sizes("stage")).toEqual({
      prospect: 0,
      lost: 64,
      returned: 1,
      dormant: 748,
      at_risk: 530,
      first_time: 648,
      loyal: 1336,
      active: 1011,
    });
    const again = ran.segmentations["stage"]?.bought_again?.segments ?? {};
    expect(
      Object.fromEntries(Object.entries(again).map(([id, s]) => [id, [s.customers, s.bought]])),
    ).toEqual({
      prospect: [0, 0],
      lost: [0, 0],
      returned: [0, 0],
      dormant: [749, 263],
      at_risk: [773, 372],
      first_time: [349, 159],
      loyal: [795, 693],
      active: [704, 434],
    });
    expect(ran.figures.map(({ name, value: figure }) => [name, figure])).toEqual([
      ["retention", expect.closeTo(0.689873417721519, 12)],
      ["repurchase", expect.closeTo(194 / 523, 12)],
    ]);
  });
});
