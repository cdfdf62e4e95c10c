import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import type { Digest, Methods } from "../../../packages/core/src/host/protocol.ts";
import { openState, statePath } from "../../../packages/core/src/people/index.ts";
import { netOf } from "../../../packages/core/src/domain/digest/digest.ts";
import {
  digestDetailView,
  digestNotice,
  digestView,
  mask,
  toText,
} from "../../../packages/core/src/views/index.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";
import { shopFolder, shopOn, weekly, write } from "./project.ts";

const { folder, remove } = shopFolder();
const call = { signal: new AbortController().signal, progress: () => {} };
let session: Session;
let first: Digest;
const runs: string[] = [];

const owner = ownerOf("cli:test");

async function digest(params: Partial<Methods["digest"]["params"]> = {}): Promise<Digest> {
  const made = await session.digest({ viewer: owner, ...params }, call);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value;
}

async function run(publish = true): Promise<void> {
  const publishing = publish ? { publish: { by: "test", why: "test" } } : {};
  const ran = await session.run(publishing, call);
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  runs.push(ran.value.run);
}

beforeAll(async () => {
  session = await openSession(
    { project: folder, allowRead: [] },
    () => new Date("2026-11-24T09:00:00Z"),
  );
  write(folder, shopOn("2026-11-09"));
  await run();
  first = await digest();
  write(folder, shopOn("2026-11-16"));
  await run();
  const state = await openState(statePath(folder));
  if (!state.ok) throw new Error("no state");
  const logged = {
    actor: "cli:test",
    channel: "phone",
    strategy: "keep",
    action: "call",
    note: null,
  };
  // c4 was called within the week; a call of the week before does not count.
  await state.value.contact({
    at: "2026-11-12T09:00:00Z",
    customer: "c4",
    outcome: "no_answer",
    ...logged,
  });
  await state.value.contact({
    at: "2026-11-05T09:00:00Z",
    customer: "c3",
    outcome: "no_answer",
    ...logged,
  });
  await state.value.close();
}, 60_000);
afterAll(async () => {
  await session.close();
  remove();
});

const none = { in: 0, out: 0 };

describe("a digest, counted by hand", () => {
  it("has nothing to compare with at first, and says so", () => {
    expect(first).toMatchObject({ since: null, losses: [], changed: true });
    // On 9 Nov c3 (900 on 1 Sep) and c4 (200 on 1 Sep) have not bought for 30 days; c1 and c2 have for 28 and 25.
    expect(first.balances.map((b) => [b.segment, b.closing])).toEqual([
      ["save_list", 2],
      ["high", 4],
      ["low", 3],
    ]);
    const text = toText(digestView(first, { ...shown, currency: "CNY" }, { locale: "en" }), {
      locale: "en",
    });
    expect(text).toContain("The first digest: there is nothing to compare with yet.");
    const chartsOf = (balances: Digest["balances"]): number =>
      digestDetailView({ ...first, balances }, shown, { locale: "en" }).blocks.filter(
        ({ kind }) => kind === "chart",
      ).length;
    // Sizes are drawn to be compared: one bar says no more than its number.
    expect([first.balances, first.balances.slice(0, 1)].map(chartsOf)).toEqual([1, 0]);
  });

  it("tells the balance of each segment by cause", async () => {
    const { balances, since, asOf } = await digest();
    expect([since?.asOf, asOf]).toEqual(["2026-11-09", "2026-11-16"]);
    // Into the save list: c1 (35 days) and c2 (32). Out of it: c3, who bought on 14 Nov. High value within 30 days:
    // c1 and c2 fall out of the window, c5 and c7 stay; c3 bought 40 only.
    expect(
      balances.map((b) => [b.segment, b.opening, b.joined, b.moved.customers, b.left, b.closing]),
    ).toEqual([
      ["save_list", 2, 0, { in: 2, out: 1 }, 0, 3],
      ["high", 4, 0, { in: 0, out: 2 }, 0, 2],
      ["low", 3, 0, { in: 2, out: 0 }, 0, 5],
    ]);
    for (const b of balances)
      expect([b.moved.rules, b.moved.corrected, b.moved.refit]).toEqual([none, none, none]);
    expect(balances.map(netOf)).toEqual([1, -2, 2]);
  });

  it("names those who were lost, the largest first, each once", async () => {
    const { losses } = await digest();
    expect(losses.map((l) => [l.customer.label, l.revenue, l.customer.owner])).toEqual([
      ["丽华纺织", 500, "li.na@example.com"],
      ["恒达机电", 300, "li.na@example.com"],
    ]);
  });

  it("counts actions: due is done and open, overdue is open for longer than the action allows", async () => {
    // On the list are c1, c2 and c4: three calls are open. c4's is also done within the week, so 3 + 1 = 4 are due.
    // c4 was due on 9 Nov until 11 Nov, and was called on the 12th: not overdue. c1 and c2 were not due then.
    expect((await digest()).steps).toEqual({ due: 4, done: 1, overdue: 0 });
    expect((await digest({ run: runs[0] ?? "" })).steps).toEqual({ due: 3, done: 1, overdue: 0 });
  });

  it("is about the customers of an owner, or of a team, alone", async () => {
    const own = await digest({ scope: { kind: "owner", owner: "wang.lei@example.com" } });
    expect(own.balances.map((b) => [b.segment, b.opening, b.moved.customers, b.closing])).toEqual([
      ["save_list", 2, { in: 0, out: 1 }, 1],
    ]);
    expect([own.customers, own.losses]).toEqual([2, []]);
    const east = await digest({ scope: { kind: "team", by: "region", value: "East" } });
    expect(east.losses.map((l) => l.customer.id)).toEqual(["c1", "c2"]);
    expect(east.customers).toBe(4);
    const nobody = await digest({ scope: { kind: "owner", owner: "nobody@example.com" } });
    expect([nobody.customers, nobody.losses.length]).toEqual([0, 0]);
  });

  it("sums up net revenue of the window, now and then", async () => {
    // Within 30 days of 16 Nov: 40 + 150 + 25 + 121; of 9 Nov: 500 + 300 + 150 + 25 + 120.
    expect((await digest()).revenue).toEqual({ window: 30, now: 336, before: 1095 });
  });

  it("has not changed where the digest before told the same run", async () => {
    const again = await digest({ previous: runs[1] ?? "" });
    expect([again.changed, again.since?.run]).toEqual([false, runs[1]]);
    expect((await digest()).changed).toBe(true);
  });

  it("compares with a run that is so many days older, where there is one", async () => {
    write(folder, { "digests/weekly.yaml": `${weekly}compare_with: 7 days\n` });
    expect((await digest()).since?.run).toBe(runs[0]);
    write(folder, { "digests/weekly.yaml": `${weekly}compare_with: 8 days\n` });
    expect((await digest()).since).toBeNull();
    write(folder, { "digests/weekly.yaml": weekly });
  });

  it("counts as overdue what is still open after its time", async () => {
    write(folder, shopOn("2026-11-23"));
    await run(false);
    const { steps, overdue, losses, decision } = await digest({ run: runs[2] ?? "" });
    // c1, c2 and c4 were to be called by 18 Nov, two days after the data of the 16th, and nobody has.
    expect(steps).toEqual({ due: 3, done: 0, overdue: 3 });
    expect(overdue.map((o) => [o.customer.id, o.step.action, o.step.due])).toEqual([
      ["c1", "call", "2026-11-18"],
      ["c2", "call", "2026-11-18"],
      ["c4", "call", "2026-11-18"],
    ]);
    expect([losses.map((l) => l.customer.id), decision]).toEqual([
      [],
      { kind: "overdue", steps: 3 },
    ]);
  });

  it("tells moves by changed rules apart", async () => {
    write(folder, shopOn("2026-11-16", { care: carefor40 }));
    await run(false);
    const { balances, losses, decision } = await digest({
      run: runs[3] ?? "",
      previous: runs[1] ?? "",
    });
    expect(balances[0]).toMatchObject({
      opening: 3,
      moved: { customers: none, rules: { in: 0, out: 2 } },
      closing: 1,
    });
    expect(losses).toEqual([]);
    expect(decision).toEqual({ kind: "rules", customers: 2 });
  });
});

const carefor40 = `segmentation: care
kind: rules
assign: all
segments:
  - { id: save_list, title: { en: Save list, zh-CN: 挽留名单 }, when: recency >= 40 and monetary >= 100 }
`;

const shown = {
  name: "Shop",
  locale: "en",
  currency: "CNY",
  timezone: "UTC",
  base: null,
  segmentations: [],
  metrics: [],
  problems: [],
};

describe("its screens", () => {
  const told = async (locale: string, rights: "all" | readonly []) => {
    const style = { locale, today: "2026-11-18" };
    const info = await session.info();
    const made = await digest();
    const viewer = { ...owner, pii: rights };
    return {
      main: toText(mask(digestView(made, info, style), viewer), { ...style, width: 60 }),
      detail: toText(mask(digestDetailView(made, info, style), viewer), { ...style, width: 78 }),
      notice: digestNotice(made, style),
    };
  };

  it("read as one phone screen in English", async () => {
    const { main, notice } = await told("en", "all");
    expect(main).toMatchInlineSnapshot(`
      "Customers this week · 10–16 Nov

      Save list           3 (+1)
      By what customers did: 2 in, 1 out · By changed rules: none
      High value          2 (−2)
      By what customers did: 0 in, 2 out · By changed rules: none
      Low value           5 (+2)
      By what customers did: 2 in, 0 out · By changed rules: none
      Revenue of 30 days  ¥336 (−¥759)
      Call first
      1                   丽华纺织 · 35 days without a purchase ·
                          li.na@example.com
      2                   恒达机电 · 32 days without a purchase ·
                          li.na@example.com
      Actions             due 4, done 1, overdue 0
      Decide              Who calls these 2 this week?

      Data to 16 Nov 24:00"
    `);
    expect(notice).toBe("Customers this week: 10–16 Nov");
  });

  it("read as one phone screen in Chinese", async () => {
    const { main, notice } = await told("zh-CN", "all");
    expect(main).toMatchInlineSnapshot(`
      "客户周报 · 11月10日–16日

      挽留名单      3（净增 1）
      客户行为：转入 2，转出 1 · 规则变更：0
      高价值        2（净减 2）
      客户行为：转入 0，转出 2 · 规则变更：0
      低价值        5（净增 2）
      客户行为：转入 2，转出 0 · 规则变更：0
      近 30 天收入  336 元（−759 元）
      优先跟进
      1             丽华纺织 · 35 天未购 · li.na@example.com
      2             恒达机电 · 32 天未购 · li.na@example.com
      行动          应办 4，完成 1，逾期 0
      请决定        本周由谁联系这 2 位客户？

      数据截至 11月16日 24:00"
    `);
    expect(notice).toBe("客户周报：11月10日–16日");
  });

  it("tell the rest below", async () => {
    expect((await told("zh-CN", "all")).detail).toMatchInlineSnapshot(`
      "客户周报 · 11月10日–16日：明细

      转入与转出
      转入 挽留名单  2  ████████████████████████████████████████████████████████████
      转入 高价值    0
      转入 低价值    2  ████████████████████████████████████████████████████████████
      转出 挽留名单  1  ██████████████████████████████
      转出 高价值    2  ████████████████████████████████████████████████████████████
      转出 低价值    0
      挽留名单：转入 2，转出 1。

      期初 + 新增 + 转入 − 转出 − 离开 = 期末
      客群      期初  新增  转入  转出  离开  期末
      挽留名单     2     0     2     1     0     3
      高价值       4     0     0     2     0     2
      低价值       3     0     2     0     0     5

      按原因的转移
      客群      原因      转入  转出
      挽留名单  客户行为     2     1
      高价值    客户行为     0     2
      低价值    客户行为     2     0

      主要流失
      客户      原客群    现客群    消费额  负责人
      丽华纺织  未入客群  挽留名单  500 元  li.na@example.com
      恒达机电  未入客群  挽留名单  300 元  li.na@example.com"
    `);
  });

  it("name nobody to who may not see names", async () => {
    const { main, detail } = await told("zh-CN", []);
    expect(main + detail).not.toMatch(/丽华|恒达/);
    expect(main).toContain("•••");
  });
});
