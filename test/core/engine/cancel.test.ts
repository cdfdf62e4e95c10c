import { expect, it } from "vitest";
import {
  createTableAs,
  crossJoin,
  int,
  mul,
  col,
  named,
  select,
  series,
  sum,
  table,
} from "../../../packages/core/src/query/index.ts";
import { failure, folders, open } from "./open.ts";

/** Would take minutes. */
const endless = select({
  columns: { s: sum(mul(col("n", "a"), col("n", "b"))) },
  from: named(series("n", 1, 3_000_000), "a"),
  joins: [crossJoin(named(series("n", 1, 3_000_000), "b"))],
});
const one = select({ columns: { n: int(1) } });

it("interrupts a query, and the lane goes on", async () => {
  const engine = await open(folders().inside);
  const controller = new AbortController();
  const running = failure(engine.rows(endless, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  expect((await running).kind).toBe("interrupted");
  expect(await engine.one(one)).toEqual({ n: 1 });
});

it("interrupts a query that has only just been asked", async () => {
  const engine = await open(folders().inside);
  const controller = new AbortController();
  const running = failure(engine.rows(endless, { signal: controller.signal }));
  controller.abort();
  expect((await running).kind).toBe("interrupted");
});

it("interrupts a stream", async () => {
  const engine = await open(folders().inside);
  const controller = new AbortController();
  const read = async () => {
    const query = select({ from: series("n", 1, 50_000_000) });
    for await (const chunk of engine.chunks(query, { signal: controller.signal })) {
      if (chunk.size > 0) controller.abort();
    }
  };
  expect((await failure(read())).kind).toBe("interrupted");
  expect(await engine.one(one)).toEqual({ n: 1 });
});

it("answers on one lane while the other is busy", async () => {
  const engine = await open(folders().inside);
  const controller = new AbortController();
  const running = failure(engine.lane("run").rows(endless, { signal: controller.signal }));
  expect(await engine.one(one)).toEqual({ n: 1 });
  controller.abort();
  expect((await running).kind).toBe("interrupted");
});

it("keeps temporary tables to their lane", async () => {
  const engine = await open(folders().inside);
  await engine.lane("run").run(createTableAs(table("t"), one, { temporary: true }));
  expect(await engine.lane("run").one(select({ from: table("t") }))).toEqual({ n: 1 });
  expect((await failure(engine.one(select({ from: table("t") })))).kind).toBe("other");
});

it("interrupts what runs when it closes, and refuses what comes after", async () => {
  const engine = await open(folders().inside);
  const running = failure(engine.rows(endless));
  await engine.close();
  expect((await running).kind).toBe("interrupted");
  expect((await failure(engine.rows(one))).kind).toBe("interrupted");
});
