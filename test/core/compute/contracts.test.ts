/** Metrics of contracts through the whole of a run: published cases, spans of several kinds, refusals, previews. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import type { RunSummary } from "../../../packages/core/src/host/protocol.ts";
import { clientele, problemsOf } from "../../cli/clientele.ts";
import { temporaryProject } from "../../cli/temporary-project.ts";
import { compute } from "../../properties/engine.ts";

const asked = "model: shifted_beta_geometric, source: policies, period: 1 year";
const metrics = `  renewal: { ${asked} }
  survival: { ${asked}, horizon: 1461 days }
  remaining: { ${asked}, horizon: 1461 days }
  worth: { ${asked}, value: clv, horizon: 1461 days, discount: 10%, amount: sum(premium) }
`;
const config = (own: string, asOf = "2007-01-01"): string => `clientele: 1
name: Contracts
as_of: ${asOf}
sources:
  customers: { from: data/customers.csv, key: id }
  transactions: { from: data/t.csv, customer: id, time: day, amount: amount }
  policies: { kind: spans, from: data/policies.csv, customer: holder, start: begins, end: ends }
metrics:
${own}`;
const care = (when: string): string =>
  `segmentation: care\nkind: rules\nsegments:\n  - { id: keep, when: ${when} }\n  - { id: rest, else: true }\n`;

const files = (
  spans: readonly string[],
  own = metrics,
  asOf = "2007-01-01",
  rule = "renewal < 0.9",
): Readonly<Record<string, string>> => {
  const ids = [...new Set(spans.map((span) => span.split(",")[0] ?? ""))];
  return {
    "clientele.yaml": config(own, asOf),
    "segmentations/care.yaml": care(rule),
    "data/customers.csv": `id\n${[...ids, "nobody"].join("\n")}\n`,
    "data/t.csv": `id,day,amount\n${ids[0]},${asOf},1\n`,
    "data/policies.csv": `holder,begins,ends,premium\n${spans.join("\n")}\n`,
  };
};

/** A cohort of 2000-01-01, of which so many are left after each year. */
const cohort = (survivors: readonly number[]): readonly string[] =>
  Array.from({ length: survivors[0] ?? 0 }, (_, i) => {
    const left = survivors.findIndex((count) => count <= i);
    return `c${i},2000-01-01,${left === -1 ? "" : `${2000 + left}-01-01`},100`;
  });
const regular = cohort([1000, 631, 468, 382, 326, 289, 262, 241]);
const highEnd = cohort([1000, 869, 743, 653, 593, 551, 517, 491]);

const projectOf = (own: Readonly<Record<string, string>>): string =>
  temporaryProject({ "segmentations/value.yaml": null, "data/transactions.csv": null, ...own });

const modelsOf = (json: Readonly<Record<string, unknown>>): RunSummary["models"] =>
  json["models"] as RunSummary["models"]; // what `run --json` promises

describe("metrics of contracts", () => {
  // Fader & Hardie 2007, "How to project customer retention", table 1; log-likelihoods of their spreadsheet.
  it.each([
    ["Regular", regular, 0.704, 1.182, -1680.27, "good"],
    // The first three renewals of High End alone have no sound fit: there is nothing to hold the rest against.
    ["High End", highEnd, 0.668, 3.806, -1611.16, "unjudged"],
  ])("give the published fit of %s", async (_, spans, alpha, beta, likelihood, judged) => {
    const project = projectOf(files(spans));
    const ran = await clientele(["run", "--project", project, "--json"]);
    expect(problemsOf(ran)).toEqual([]);
    const models = modelsOf(ran.json);
    expect(Object.keys(models)).toEqual(["renewal", "survival", "remaining", "worth"]);
    const { parameters, log_likelihood: found, verdict, curve } = models["renewal"] ?? {};
    expect(parameters?.["alpha"]).toBeCloseTo(alpha, 3);
    expect(parameters?.["beta"]).toBeCloseTo(beta, 3);
    expect(found).toBeCloseTo(likelihood, 2);
    expect(verdict).toBe(judged);
    // Without a censored contract before the end, Kaplan–Meier is the share that is left.
    const left = spans.filter((span) => span.includes(",,")).length;
    expect(curve?.at(-1)).toMatchObject({ period: 7, survival: expect.closeTo(left / 1000, 12) });
  });

  it("say of each customer what the fit says of the contract's age", async () => {
    const { customers, summary } = await compute(files(regular));
    const { alpha = 0, beta = 0 } = summary.models["renewal"]?.parameters ?? {};
    const rate = (k: number): number => (beta + k - 1) / (alpha + beta + k - 1);
    // Seven renewals stand; the eighth is due in a year, the next four within 1,461 days.
    const shares = [8, 9, 10, 11].reduce<readonly number[]>(
      (all, k) => [...all, (all.at(-1) ?? 1) * rate(k)],
      [],
    );
    const kept = customers.get("c0");
    expect(Number(kept?.["m_renewal"])).toBeCloseTo(rate(8), 12);
    expect(Number(kept?.["m_survival"])).toBeCloseTo(shares[3] ?? 0, 12);
    expect(Number(kept?.["m_remaining"])).toBeCloseTo(
      shares.reduce((sum, share) => sum + share, 0),
      12,
    );
    const worth = shares.reduce((sum, share, i) => sum + share / 1.1 ** (i + 1), 0) * 100;
    // 2007 is 365 days, a year of the rate 365.25.
    expect(Number(kept?.["m_worth"]) / (worth * 1.1 ** (0.25 / 365.25))).toBeCloseTo(1, 9);
    for (const name of ["renewal", "survival", "remaining", "worth"]) {
      const [low, value, high] = ["_95_low", "", "_95_high"].map((end) =>
        Number(kept?.[`m_${name}${end}`]),
      );
      expect(low).toBeLessThan(value ?? 0);
      expect(value).toBeLessThan(high ?? 0);
    }
    // The contract of the last has ended; nobody never had one.
    expect(customers.get("c999")).toMatchObject({
      m_renewal: null,
      m_survival: 0,
      m_remaining: 0,
      m_worth: 0,
    });
    expect(customers.get("nobody")).toMatchObject({
      m_renewal: null,
      m_survival: null,
      m_worth: null,
    });
  });

  it("take spans that overlap or follow each other for one contract, and the one that runs for the customer's", async () => {
    const own = [
      "follows,2000-01-01,2003-01-01,1\nfollows,2003-01-02,,1", // a day later is the same contract
      "overlaps,2000-01-01,2005-01-01,1\noverlaps,2001-06-01,2002-01-01,1\noverlaps,2004-01-01,,1",
      "returned,2000-01-01,2003-01-01,1\nreturned,2003-01-03,,1", // two days later is another
      "tomorrow,2007-01-02,,1",
      "will_end,2000-01-01,2007-01-02,1",
      "ends_today,2000-01-01,2007-01-01,1",
    ].flatMap((lines) => lines.split("\n"));
    const { customers, summary } = await compute(files([...own, ...regular]));
    const { alpha = 0, beta = 0 } = summary.models["renewal"]?.parameters ?? {};
    const of = (id: string): unknown => customers.get(id)?.["m_renewal"];
    const rate = (k: number): number => (beta + k - 1) / (alpha + beta + k - 1);
    for (const id of ["follows", "overlaps", "will_end"])
      expect(Number(of(id))).toBeCloseTo(rate(8), 12);
    expect(Number(of("returned"))).toBeCloseTo(rate(4), 12);
    expect([of("tomorrow"), of("ends_today")]).toEqual([null, null]);
    expect(customers.get("tomorrow")).toMatchObject({ m_survival: null });
    expect(customers.get("ends_today")).toMatchObject({ m_survival: 0 });
    // First contracts of five more; two of them ended: that of who returned after three years, and today's after seven.
    expect(summary.models["renewal"]).toMatchObject({ customers: 1005, ended: 759 + 2 });
  });

  it("are refused by name and number, and one rate for all stands in, or nothing", async () => {
    const few = [...regular.slice(0, 40), ...regular.slice(990, 999)];
    const own = `${metrics}  certain: { ${asked}, value: survival, horizon: 1461 days, fallback: none }\n`;
    const project = projectOf(files(few, own));
    const ran = await clientele(["run", "--project", project, "--json"]);
    const [problem] = problemsOf(ran);
    expect(problem).toMatchObject({ code: "too-few-contracts", severity: "warning" });
    expect(problem?.message).toMatch(
      /shifted_beta_geometric needs 100 contracts .* there are 49 and 9, so/,
    );
    expect(modelsOf(ran.json)["renewal"]).toMatchObject({ verdict: "refused", refused: "too_few" });
    const { customers } = await compute(files(few, own));
    const rate = 1 - 9 / (40 * 7 + 9); // each of the nine ended at its first chance
    expect(Number(customers.get("c0")?.["m_survival"])).toBeCloseTo(rate ** 4, 12);
    expect(customers.get("c0")).toMatchObject({ m_certain: null, m_survival_95_low: null });
    const card = await clientele(["model", "renewal", "--project", project]);
    expect(card.out).toMatch(/Refused: what stands in is used/);
    // All alike: how customers differ cannot be known.
    const alike = cohort([1024, 768, 576, 432, 324, 243]);
    const degenerate = await clientele([
      "run",
      "--project",
      projectOf(files(alike, metrics, "2005-01-01")),
      "--json",
    ]);
    expect(problemsOf(degenerate).map((p) => p.code)).toEqual(["degenerate-fit"]);
  });

  it("count in a preview as in the run that follows", async () => {
    const project = projectOf(files(highEnd));
    expect((await clientele(["run", "--project", project, "--publish"])).code).toBe(0);
    const edits = [
      { "segmentations/care.yaml": care("survival > 0.8 and worth_95_low > 10") },
      { "clientele.yaml": config(metrics.replaceAll("1 year", "6 months")) },
    ];
    for (const overlay of edits) {
      const host = connectHost();
      let previewed: readonly number[] = [];
      try {
        await host.call("open", { project, allowRead: [] });
        const answer = await host.call("preview", { panel: "p", overlay });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        previewed = answer.value.segmentations.flatMap((s) => s.segments.map((x) => x.customers));
      } finally {
        await host.close();
      }
      for (const [path, text] of Object.entries(overlay)) writeFileSync(join(project, path), text);
      const { json } = await clientele(["run", "--project", project, "--json"]);
      // What `run --json` promises.
      const { care: ran } = json["segmentations"] as RunSummary["segmentations"];
      expect(previewed).toEqual(Object.values(ran?.segments ?? {}).map((s) => s.customers));
    }
  }, 60_000);

  it("show the observed curve with its interval beside the model, in both languages", async () => {
    const project = projectOf(files(highEnd));
    await clientele(["run", "--project", project]);
    const card = await clientele(["model", "renewal", "--project", project]);
    expect(card.out).toContain(
      "After 7 renewals 49.1 % of contracts are left (95 %: 46 % – 52.2 %); by the model 48.9 %.",
    );
    expect(card.out).toMatch(/^ +7 +517 +26 +49\.1 % +46\.0 % +52\.2 % +48\.9 %/m);
    const chinese = await clientele([
      "model",
      "renewal",
      "--project",
      project,
      "--locale",
      "zh-CN",
    ]);
    expect(chinese.out).toMatch(/7 次续约后仍有 49\.1% 的合同存续/);
  });
});
