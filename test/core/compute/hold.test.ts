import { expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import { config, temporaryProject } from "../../cli/temporary-project.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const tiers = `segmentation: value
kind: tiers
by: monetary
within: 60 days
hold: 30 days
tiers:
  - { id: high, at_least: 100 }
  - { id: mid, at_least: 10 }
  - { id: low, rest: true }
`;
const care = `segmentation: care
kind: rules
among: value = 'high'
segments: [{ id: kept, else: true }]
`;
/** a buys on the first of March only; b every day a little, so that every day is in the data; c buys large in May. */
const days = Array.from({ length: 92 }, (_, i) =>
  new Date(Date.parse("2026-03-01T00:00:00Z") + i * 86_400_000).toISOString().slice(0, 10),
);
const line = (customer: string, order: string, day: string, price: number): string =>
  `${customer},${order},${day} 10:00:00,1,${price},app,sale,`;
const transactions = [
  "customer,order_no,paid_at,quantity,price,channel,type,original",
  line("a", "a1", "2026-03-01", 500),
  line("a", "a2", "2026-03-20", 20),
  ...days.map((day) => line("b", `b-${day}`, day, 0.1)),
  line("c", "c1", "2026-05-10", 500),
].join("\n");

const project = (): string =>
  temporaryProject({
    "segmentations/value.yaml": tiers,
    "segmentations/care.yaml": care,
    "data/customers.csv": "id,name,owner,city,phone\na,A,,,\nb,B,,,\nc,C,,,\n",
    "data/transactions.csv": transactions,
  });

/** Runs as of days, one after the other, and says the tier of a customer in each; a day with `!` is not published. */
async function series(
  customer: string,
  asked: readonly string[],
  files: string = project(),
): Promise<readonly (string | undefined)[]> {
  const host = connectHost();
  try {
    await host.call("open", { project: files, allowRead: [] });
    const found: (string | undefined)[] = [];
    for (const day of asked) {
      const publish = { by: "me", why: "test" };
      const asOf = day.replace("!", "");
      const ran = await host.call("run", { asOf, ...(day.endsWith("!") ? {} : { publish }) });
      if (!ran.ok) throw new Error(JSON.stringify(ran.error));
      if (day.endsWith("!")) continue;
      const told = await host.call("explain", { viewer: ownerOf("cli:test"), customer });
      if (!told.ok) throw new Error(JSON.stringify(told.error));
      found.push(told.value.customer.segments["value"]?.[0]);
    }
    return found;
  } finally {
    await host.close();
  }
}

// The 500 of the first of March leave the window of 60 days on the 30th of April, the 20 on the 19th of May.
it("goes down only when a lower tier has stood in published runs for the time that is said", async () => {
  const asked = ["2026-04-29", "2026-04-30", "2026-05-29", "2026-05-30"];
  expect(await series("a", asked)).toEqual(["high", "high", "high", "low"]);
});

it("begins to count with the first published run in which the tier is lower", async () => {
  const asked = ["2026-04-29", "2026-05-20", "2026-05-31"];
  expect(await series("a", asked)).toEqual(["high", "high", "high"]);
  const unpublished = ["2026-04-29", "2026-04-30!", "2026-05-30"];
  expect(await series("a", unpublished)).toEqual(["high", "high"]);
});

it("goes up at once, and holds nothing without a prior or from a prior of a later day", async () => {
  expect(await series("c", ["2026-05-09", "2026-05-10"])).toEqual(["low", "high"]);
  expect(await series("a", ["2026-04-30"])).toEqual(["mid"]);
  expect(await series("c", ["2026-05-10", "2026-05-09"])).toEqual(["high", "low"]);
});

it("begins anew where the definition of the tiers is changed", async () => {
  const folder = project();
  const host = connectHost();
  try {
    await host.call("open", { project: folder, allowRead: [] });
    await host.call("run", { asOf: "2026-04-29", publish: { by: "me", why: "test" } });
    const overlay = {
      "segmentations/value.yaml": tiers.replace("at_least: 10 }", "at_least: 11 }"),
    };
    await host.call("open", { project: folder, allowRead: [], overlay });
    const ran = await host.call("run", { asOf: "2026-04-30" });
    if (!ran.ok) throw new Error(JSON.stringify(ran.error));
    expect(ran.value.segmentations["value"]?.segments).toMatchObject({
      high: { customers: 0 },
      mid: { customers: 1 },
    });
  } finally {
    await host.close();
  }
});

it("gives the same from the same prior, previews it, lets rules follow it, and explains it", async () => {
  const host = connectHost();
  const dated = (day: string) => ({
    "clientele.yaml": config.replace(/as_of: .*/, `as_of: ${day}`),
  });
  try {
    await host.call("open", { project: project(), allowRead: [] });
    await host.call("run", { asOf: "2026-04-29", publish: { by: "me", why: "test" } });
    const preview = await host.call("preview", { panel: "p", overlay: dated("2026-04-30") });
    const first = await host.call("run", { asOf: "2026-04-30" });
    const second = await host.call("run", {
      asOf: "2026-04-30",
      publish: { by: "me", why: "test" },
    });
    const told = await host.call("explain", { viewer: ownerOf("cli:test"), customer: "a" });
    if (!preview.ok || !first.ok || !second.ok || !told.ok)
      throw new Error(JSON.stringify([preview, first, second, told]));
    expect(first.value.segmentations).toEqual(second.value.segmentations);
    expect(first.value.segmentations["care"]).toMatchObject({
      outside: 2,
      segments: { kept: { customers: 1 } },
    });
    const counted = preview.value.segmentations.map(({ id, segments }) => [
      id,
      Object.fromEntries(segments.map((s) => [s.id, s.customers])),
    ]);
    expect(Object.fromEntries(counted)).toEqual({
      value: { high: 1, mid: 0, low: 2 },
      care: { kept: 1 },
    });
    expect(told.value.reasons.find((r) => r.segmentation === "value")).toMatchObject({
      segment: "high",
      held: { segment: "mid", since: "2026-04-30", until: "2026-05-30" },
      clauses: [{ verdict: "not-met", value: 20 }],
    });
  } finally {
    await host.close();
  }
});
