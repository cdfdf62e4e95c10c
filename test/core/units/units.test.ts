import { describe, expect, it } from "vitest";
import { told } from "../tables/run-project.ts";
import { config, open, rules, segmentsOf } from "./data.ts";

const two = ["a,,H,X", "b,,H,X", "c,,,Y"];

describe("what is known of a unit", () => {
  it("is over the lines of all members, an order that they share counted once", async () => {
    const lines = [
      "a,1,2026-11-01,60",
      "b,1,2026-11-01,60",
      "b,2,2026-11-10,40",
      "c,3,2026-11-18,1",
    ];
    const whens = ["frequency = 2 and recency = 8 and monetary = 160 and spend_per_order = 80"];
    const project = await open(two, lines, { s: rules("s", "household", ...whens) });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1", c: null });
  });

  it("keeps metrics of each customer beside those of the unit", async () => {
    const lines = ["a,1,2026-11-01,60", "b,2,2026-11-01,60"];
    const project = await open(two, lines, {
      s: rules("s", "household", "spend_per_order = 60 and monetary = 120"),
      own: rules("own", "customer", "s = 's1' and monetary = 60", "monetary = 0 and s is null"),
    });
    const ran = await project.run();
    expect(segmentsOf(ran, "own")).toEqual({ a: "s1", b: "s1", c: "s2" });
  });

  it("has aggregates and answers of all members", async () => {
    const project = await open(
      two,
      ["c,1,2026-11-18,1"],
      { s: rules("s", "household", "calls = 3 and nps = 2") },
      config.replace(
        "metrics:",
        `  calls_made: { from: data/calls.csv, customer: id, time: day }
  surveys: { from: data/nps.csv, kind: scores, customer: id, time: day, score: nps, scale: [0, 10] }
metrics:
  calls: { value: count(calls_made) }`,
      ),
    );
    project.write({
      "data/calls.csv": "id,day\na,2026-11-01\nb,2026-11-01\nb,2026-11-02\nc,2026-11-02\n",
      "data/nps.csv": "id,day,nps\na,2026-10-01,9\nb,2026-11-01,2\nc,2026-11-02,5\n",
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1", c: null });
  });

  it("is zero, not unknown, for a unit without lines", async () => {
    const project = await open(two, ["c,1,2026-11-18,1"], {
      s: rules("s", "household", "monetary = 0 and frequency = 0"),
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1", c: null });
  });

  it("does not take a customer in no household for one of a household of that name", async () => {
    const project = await open(["a,,c,X", "c,,,X"], ["a,1,2026-11-01,60", "c,2,2026-11-01,5"], {
      s: rules("s", "household", "monetary = 60"),
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", c: null });
  });

  it("counts nobody whom `where` leaves out", async () => {
    const project = await open(
      [...two, "d,,H,away"],
      ["a,1,2026-11-01,60", "d,2,2026-11-01,999"],
      { s: rules("s", "household", "monetary = 60") },
      config.replace("key: id", "key: id\n    where: city <> 'away'"),
    );
    const ran = await project.run();
    expect(segmentsOf(ran, "s")).toEqual({ a: "s1", b: "s1", c: null });
    expect(ran.customers.get("a")?.["u_household.n"]).toBe(2);
  });
});

describe("attributes of a unit", () => {
  it("are those that the members of a group share, and unknown where they differ", async () => {
    const customers = ["a,,H,X", "b,,H,", "c,,G,X", "d,,G,Y", "e,,,X"];
    const project = await open(customers, ["a,1,2026-11-18,1"], {
      s: rules("s", "household", "city = 'X'", "city is null"),
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({
      a: "s1",
      b: "s1",
      c: "s2",
      d: "s2",
      e: "s1",
    });
    const values = { attribute: "city", unit: "household", count: 1, value: "G" };
    expect(told(await project.problems())).toEqual([
      { code: "members-differ", file: "segmentations/s.yaml", line: 1, values },
    ]);
  });

  it("are those of the account itself, which need not be a member", async () => {
    const customers = ["r,,,top", "p,r,,mid", "a,p,,low"];
    const project = await open(customers, ["a,1,2026-11-18,1"], {
      above: rules("above", "parent", "city = 'top'", "city = 'mid'", "city = 'low'"),
      top: rules("top", "root", "city = 'top'"),
    });
    const ran = await project.run();
    expect(segmentsOf(ran, "above")).toEqual({ r: "s1", p: "s1", a: "s2" });
    expect(segmentsOf(ran, "top")).toEqual({ r: "s1", p: "s1", a: "s1" });
    expect(await project.problems()).toEqual([]);
  });

  it("rank units apart where they are named in within_each", async () => {
    const project = await open(
      ["a,,H,X", "b,,H,X", "c,,,Y", "d,,,X"],
      ["a,1,2026-11-01,60", "b,2,2026-11-01,60", "c,3,2026-11-01,1", "d,4,2026-11-01,100"],
      {
        s: `segmentation: s\nkind: tiers\nunit: household\nby: monetary\nwithin: 365 days\nwithin_each: city
tiers: [{ id: high, top: 10% of customers }, { id: low, rest: true }]\n`,
      },
    );
    expect(segmentsOf(await project.run(), "s")).toEqual({
      a: "high",
      b: "high",
      c: "high",
      d: "low",
    });
  });
});

describe("trees", () => {
  it("of a thousand levels have one root", async () => {
    const customers = Array.from({ length: 1000 }, (_, i) => `${i},${i === 0 ? "" : i - 1},,X`);
    const lines = customers.map((_, i) => `${i},${i},2026-11-01,1`);
    const project = await open(customers, lines, {
      top: rules("top", "root", "frequency = 1000"),
      above: rules("above", "parent", "frequency = 2", "frequency = 1"),
    });
    const ran = await project.run();
    expect(new Set(Object.values(segmentsOf(ran, "top")))).toEqual(new Set(["s1"]));
    const above = segmentsOf(ran, "above");
    expect([above["0"], above["1"], above["2"], above["999"]]).toEqual(["s1", "s1", "s2", "s2"]);
  });

  it("that lead back to themselves are refused, with the accounts and the line", async () => {
    const customers = ["x,,,X", "a,b,,X", "b,c,,X", "c,a,,X", "d,a,,X"];
    const project = await open(customers, ["x,1,2026-11-18,1"], {
      s: rules("s", "root", "recency > 1"),
    });
    expect(told(await project.problems())).toEqual([
      {
        code: "parent-cycle",
        file: "data/c.csv",
        line: 5,
        values: { ids: "c → a → b → c", path: "data/c.csv", line: 5 },
      },
    ]);
  });

  it("begin at an account that is above itself", async () => {
    const project = await open(["a,a,,X", "b,a,,X"], ["b,1,2026-11-18,1"], {
      s: rules("s", "root", "frequency = 1"),
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1" });
    expect(await project.problems()).toEqual([]);
  });

  it("of which the top is not among the customers begin below it, with a warning", async () => {
    const project = await open(["a,gone,,X", "b,a,,X", "c,,,X"], ["b,1,2026-11-18,1"], {
      s: rules("s", "root", "frequency = 1"),
    });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1", c: null });
    const values = { column: "above", path: "data/c.csv", count: 1, line: 2, value: "gone" };
    expect(told(await project.problems())).toEqual([
      { code: "parent-missing", file: "data/c.csv", line: 2, values },
    ]);
  });

  it("name accounts by any of their ids", async () => {
    const project = await open(
      ["a,,,X", "b,old,,X"],
      ["b,1,2026-11-18,1"],
      { s: rules("s", "root", "frequency = 1") },
      config.replace(
        "metrics:",
        "  identities: { from: data/i.csv, alias: was, customer: now }\nmetrics:",
      ),
    );
    project.write({ "data/i.csv": "was,now\nold,a\n" });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: "s1", b: "s1" });
    expect(await project.problems()).toEqual([]);
  });

  it("are as they were on the day", async () => {
    const project = await open(
      [
        "a,,,X,2020-01-01,",
        "b,,,X,2020-01-01,",
        "c,a,,X,2020-01-01,2026-11-10",
        "c,b,,X,2026-11-10,",
      ],
      ["c,1,2026-11-01,5", "a,2,2026-11-18,1"],
      { s: rules("s", "root", "monetary >= 5") },
      config.replace("key: id", "key: id\n    valid: [from_day, to_day]"),
    );
    expect(segmentsOf(await project.run("2026-11-05"), "s")).toEqual({ a: "s1", b: null, c: "s1" });
    expect(segmentsOf(await project.run(), "s")).toEqual({ a: null, b: "s1", c: "s1" });
  });
});
