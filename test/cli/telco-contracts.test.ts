/** Contracts of the Telco churn data: months of tenure as spans, from the file to the card. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSummary } from "../../packages/core/src/host/protocol.ts";
import { renewalDay } from "../../packages/core/src/stats/contract-history.ts";
import { clientele } from "./clientele.ts";

const data =
  process.env["CLIENTELE_DATA"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const churn = join(data, "telco-churn/Telco-Customer-Churn.csv");
const present = existsSync(churn);
if (!present) console.warn(`SKIPPED: contracts of Telco churn need ${churn} (or CLIENTELE_DATA)`);

const asOf = "2026-01-01";
const asked = "model: shifted_beta_geometric, source: contracts, period: 1 month";
const config = `clientele: 1
name: Telco
as_of: ${asOf}
sources:
  customers: { from: customers.csv, key: id }
  transactions: { from: none.csv, customer: id, time: day, amount: amount }
  contracts: { kind: spans, from: contracts.csv, customer: id, start: begins, end: ends }
metrics:
  renewal: { ${asked} }
  survival: { ${asked} }
  worth: { ${asked}, value: clv, amount: sum(monthly) }
`;
const rules = `segmentation: care
kind: rules
segments: [{ id: save, when: survival < 0.7 }, { id: rest, else: true }]
`;

describe.skipIf(!present)("contracts of Telco churn", () => {
  let folder = "";
  let problems: unknown;
  let models: RunSummary["models"] = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-telco-"));
    mkdirSync(join(folder, "segmentations"));
    const [head = "", ...lines] = readFileSync(churn, "utf8").trim().split(/\r?\n/);
    const names = head.split(",");
    const rows = lines.map((line) => {
      const cells = line.split(",");
      const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
      // Whose tenure is t months began t months ago; who left, left today.
      const start = renewalDay(asOf, -Number(cell("tenure")), { count: 1, unit: "months" });
      return `${cell("customerID")},${start},${cell("Churn") === "Yes" ? asOf : ""},${cell("MonthlyCharges")}`;
    });
    const ids = rows.map((row) => row.split(",")[0] ?? "");
    writeFileSync(join(folder, "clientele.yaml"), config);
    writeFileSync(join(folder, "segmentations/care.yaml"), rules);
    writeFileSync(join(folder, "customers.csv"), `id\n${ids.join("\n")}\n`);
    writeFileSync(join(folder, "none.csv"), `id,day,amount\n${ids[0]},${asOf},1\n`);
    writeFileSync(join(folder, "contracts.csv"), `id,begins,ends,monthly\n${rows.join("\n")}\n`);
    const ran = await clientele(["run", folder, "--json"]);
    problems = ran.json["problems"];
    models = ran.json["models"] as RunSummary["models"]; // what `run --json` promises
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("learns from the 7,032 that have come to a renewal, 1,869 of which ended", () => {
    expect(problems).toEqual([]);
    expect(models["renewal"]).toMatchObject({
      model: "shifted_beta_geometric",
      customers: 7032,
      ended: 1869,
    });
  });

  it("finds what scipy finds", () => {
    // By scipy.optimize (Nelder–Mead, xatol 1e-10) of the same likelihood.
    const { parameters } = models["renewal"] ?? {};
    expect(parameters?.["alpha"]).toBeCloseTo(0.1367331, 5);
    expect(parameters?.["beta"]).toBeCloseTo(4.032815, 4);
  });

  it("shows the curve that scipy gives, with its interval, beside it", () => {
    const points = [1, 12, 24, 72].map((months) =>
      models["renewal"]?.curve?.find(({ period }) => period === months),
    );
    expect(
      points.map((p) => [p?.survival, p?.low, p?.high].map((share) => Number(share?.toFixed(6)))),
    ).toEqual([
      [0.945961, 0.940418, 0.951002],
      [0.8432, 0.834169, 0.851783],
      [0.788736, 0.778313, 0.798735],
      [0.59279, 0.573063, 0.611936],
    ]);
  });

  it("judges nothing where everybody who left did so in the last month", () => {
    // In the middle of the time nobody had left yet: there is nothing to fit there.
    expect(models["renewal"]).toMatchObject({ holdout: null, verdict: "unjudged" });
  });

  it("gives who came last month the lowest chance, and who left no value", async () => {
    const of = async (id: string) =>
      (await clientele(["show", id, "--project", folder, "--json"])).json as {
        customer: { metrics: Record<string, number | null> }; // what `show --json` promises
      };
    const fresh = (await of("7590-VHVEG")).customer.metrics; // one month, runs
    const old = (await of("5575-GNVDE")).customer.metrics; // 34 months, runs
    const left = (await of("3668-QPYBK")).customer.metrics; // two months, left
    expect(Number(fresh["renewal"])).toBeLessThan(Number(old["renewal"]));
    // (β + k) / (α + β + k) after k renewals.
    expect(Number(old["renewal"])).toBeCloseTo((4.032815 + 34) / (0.136733 + 4.032815 + 34), 5);
    expect(left).toMatchObject({ renewal: null, survival: 0, worth: 0 });
  });
});
