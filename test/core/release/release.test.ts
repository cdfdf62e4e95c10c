/** A configuration is asked for, counted on the service's data, and released as it was asked for. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import {
  configHash,
  configTexts,
} from "../../../packages/core/src/compute/release/config-texts.ts";
import { releasedFiles } from "../../../packages/core/src/compute/release/released.ts";
import { listRuns } from "../../../packages/core/src/compute/snapshot/store.ts";
import type { Rehearsal } from "../../../packages/core/src/host/protocol.ts";
import { requestPublish } from "../../../packages/core/src/host/request-publish.ts";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import { ownerOf, readerOf } from "../../../packages/core/src/viewer.ts";
import { readFigures, requestView, toText } from "../../../packages/core/src/views/index.ts";
import { shopFolder, shopOn, write } from "../digests/project.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { folder, remove } = shopFolder();
const call = { signal: new AbortController().signal, progress: () => {} };
const now = new Date("2026-11-23T01:00:00Z");

const access = `roles:
  head: { users: [chen.wei@example.com], rows: all, may: [look_up, approve] }
  analyst: { users: [zhao.min@example.com], rows: all, may: [look_up] }
`;
/** Cedar, who bought 150 on 1 November, too. */
const wider = (text: string): string => text.replace("recency >= 30", "recency >= 15");
const files = shopOn("2026-11-16");
const care = files["segmentations/care.yaml"] ?? "";

let session: Session;
let first: string;
beforeAll(async () => {
  write(folder, {
    ...files,
    "access.yaml": access,
    "checks/list.yaml": `check: lists\ntests:\n  - test: The list stays short\n    segment: care.save_list\n    customers: { at_most: 4 }\n`,
  });
  session = await openSession({ project: folder, allowRead: [] }, () => now);
  const ran = await session.run({ publish: { by: "test", why: "first" } }, call);
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  first = ran.value.run;
});
afterAll(async () => {
  await session.close();
  remove();
});

const project = () => openProject(folder);
const drafted = (text: string) => {
  writeFileSync(join(folder, "segmentations/care.yaml"), text);
  const texts = configTexts(project().files);
  return { files: texts, configHash: configHash(texts) };
};
const counted = async (asked: ReturnType<typeof drafted>, earlier?: string): Promise<Rehearsal> => {
  const found = await session.rehearse(
    { ...asked, ...(earlier === undefined ? {} : { earlier }) },
    call,
  );
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.value;
};

describe("a publish request", () => {
  it("is kept with what the files say, once however often it is sent", async () => {
    const nothing = await requestPublish(project(), { actor: "cli:zm", author: "u@x.y", now });
    expect(nothing).toMatchObject({ ok: false, errors: [{ code: "request-unchanged" }] });
    const asked = drafted(wider(care));
    const by = { actor: "cli:zm", author: "Zhao.Min@example.com", title: "Widen", now };
    const [one, two] = [await requestPublish(project(), by), await requestPublish(project(), by)];
    if (!one.ok || !two.ok) throw new Error("refused");
    expect(one.value).toMatchObject({
      id: 1,
      author: "zhao.min@example.com",
      configHash: asked.configHash,
      base: first,
      expires: "2026-11-26T18:00:00.000Z",
      stage: "new",
    });
    expect(two.value.id).toBe(1);
  });

  it("needs somebody other than its author who may approve", async () => {
    const own = { actor: "cli:cw", author: "chen.wei@example.com", now };
    const refused = await requestPublish(project(), own);
    expect(refused).toMatchObject({ ok: false, errors: [{ code: "no-approver" }] });
  });

  it("is open until the third day on which the firm works", async () => {
    write(folder, { "data/closed.csv": "day\n2026-11-24\n2026-11-26\n" });
    const text = `${files["clientele.yaml"]}calendar: { closed: data/closed.csv }\n`;
    const by = { actor: "cli:zm", author: "Zhao.Min@example.com" };
    const overlay = { "clientele.yaml": text };
    const asked = await session.requestPublish({ ...by, overlay }, call);
    expect(asked).toMatchObject({ ok: true, value: { expires: "2026-11-30T18:00:00.000Z" } });
    write(folder, { "clientele.yaml": text });
    const again = await session.deadline({}, call);
    write(folder, { "clientele.yaml": files["clientele.yaml"] ?? "" });
    expect(again).toMatchObject({ ok: true, value: { expires: "2026-11-30T18:00:00.000Z" } });
    write(folder, { "data/closed.csv": "day\nChristmas\n" });
    expect(await session.requestPublish({ ...by, overlay }, call)).toMatchObject({
      ok: false,
      errors: [{ code: "impossible-dates", file: "data/closed.csv" }],
    });
  });

  it("is counted on the data that are there, against what is published", async () => {
    const asked = drafted(wider(care));
    const figures = await counted(asked);
    expect(figures).toMatchObject({
      against: { run: first },
      customers: 7,
      reused: false,
      moved: { customers: 1, revenue: 150 },
      within: null,
      segmentations: [
        {
          segmentation: "care",
          customers: 1,
          flows: [{ from: null, to: "save_list", customers: 1, revenue: 150 }],
        },
      ],
      besides: 0,
      cost: { money: 1, hours: 0 },
      checks: { passed: 1, failed: 0, skipped: 0 },
      files: [
        {
          file: "segmentations/care.yaml",
          added: 1,
          removed: 1,
          lines: expect.arrayContaining([
            { sign: "-", text: "    when: recency >= 30 and monetary >= 100" },
            { sign: "+", text: "    when: recency >= 15 and monetary >= 100" },
          ]),
        },
      ],
    });
    expect(listRuns(project())).toEqual([first]);
    const same = await counted(asked, figures.run);
    expect([same.run, same.reused]).toEqual([figures.run, true]);
  });

  it("says which check fails, and refuses texts of another hash", async () => {
    const asked = drafted(care.replace("recency >= 30 and monetary >= 100", "monetary >= 0"));
    const figures = await counted(asked);
    expect(figures.checks).toMatchObject({
      failed: 1,
      failures: [{ name: "The list stays short", expected: "<= 4", got: "7" }],
    });
    const other = await session.rehearse({ ...asked, configHash: "0".repeat(64) }, call);
    expect(other).toMatchObject({ ok: false, errors: [{ code: "release-damaged" }] });
  });

  it("tells who moves, as the viewer may see them", async () => {
    const figures = await counted(drafted(wider(care)));
    const page = { run: figures.run, offset: 0, limit: 5 };
    const own = await session.requestMovers({ viewer: ownerOf("cli:zm"), ...page }, call);
    expect(own).toMatchObject({
      ok: true,
      value: { total: 1, rows: [{ id: "c5", label: "Cedar", from: null, to: "save_list" }] },
    });
    const nobody = { ...readerOf("slack:U1"), rows: { kind: "none" as const } };
    const none = await session.requestMovers({ viewer: nobody, ...page }, call);
    expect(none).toMatchObject({ ok: true, value: { total: 0, rows: [] } });
  });

  it("reads on a phone, in both languages, and never speaks of gain", async () => {
    const figures = readFigures(JSON.stringify(await counted(drafted(wider(care)))));
    const request = {
      id: 1,
      title: "Widen save list",
      why: "",
      author: "Zhao Min",
      configHash: "a41c",
      expires: "2026-11-27T10:00:00Z",
      stage: "waiting",
      recounted: null,
      decision: null,
      endedAt: null,
    } as const;
    const style = { today: "2026-11-23", currency: "CNY", timezone: "Asia/Shanghai", lines: 6 };
    const told = (locale: string) =>
      toText(requestView(request, figures, { ...style, locale }), { locale, width: 60 });
    expect(told("en")).toMatchInlineSnapshot(`
      "Approve “Widen save list”?

      1 of 7 customers moves (14.3 %)
      Into Save list  1
      They spent ¥150 so far

      Cost: ¥1 more
      Checks 1/1 · 1 legal warning

      segmentations/care.yaml
      -     when: recency >= 30 and monetary >= 100
      +     when: recency >= 15 and monetary >= 100

      By Zhao Min · a41c · until 27 Nov 18:00 · data to 16 Nov"
    `);
    expect(told("zh-CN")).toMatchInlineSnapshot(`
      "批准“Widen save list”？

      7 位客户中 1 位转移（14.3%）
      转入 挽留名单  1
      这些客户累计消费 150 元

      成本增加 1 元
      检查 1/1 · 1 项法律提示

      segmentations/care.yaml
      -     when: recency >= 30 and monetary >= 100
      +     when: recency >= 15 and monetary >= 100

      申请人 Zhao Min · a41c · 截至 11月27日 18:00 · 数据截至 11月
      16日"
    `);
  });
});

describe("a release", () => {
  const approval = { id: 1, approver: "slack:U1", at: "2026-11-23T02:00:00Z", why: "agreed" };

  it("is what was approved, whatever lies edited in the folder by then", async () => {
    const asked = drafted(wider(care));
    const { run } = await counted(asked);
    drafted(care.replace("recency >= 30", "recency >= 1"));
    const params = { ...asked, run, approval, by: "zhao.min@example.com", why: "Widen" };
    const wrong = await session.release({ ...params, configHash: "0".repeat(64) }, call);
    expect(wrong).toMatchObject({ ok: false, errors: [{ code: "release-damaged" }] });
    const released = await session.release(params, call);
    expect(released).toMatchObject({ ok: true, value: { base: { run } } });
    expect(await session.release(params, call)).toEqual(released);
    const live = await session.live({}, call);
    expect(live).toMatchObject({
      ok: true,
      value: { published: { run, configHash: asked.configHash, approval, previous: first } },
    });
    expect(listRuns(project())).toContain(run);
    expect(existsSync(join(folder, ".clientele/runs", run, "moves.duckdb"))).toBe(false);
    const kept = releasedFiles(project());
    if (!kept.ok || kept.value === null) throw new Error("no release");
    expect(configTexts(kept.value)).toEqual(asked.files);
  });

  it("is what refreshed runs compute, and they keep its approval", async () => {
    const kept = releasedFiles(project());
    if (!kept.ok) throw new Error("no release");
    const serving = await openSession({ project: folder, allowRead: [] }, () => now, kept.value);
    const ran = await serving.run({ publish: { by: "npm start", why: "new data" } }, call);
    const live = await serving.live({}, call);
    const who = await serving.access({}, call);
    await serving.close();
    if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
    expect(ran.value.segmentations["care"]?.segments["save_list"]?.customers).toBe(4);
    expect(live).toMatchObject({
      ok: true,
      value: { published: { run: ran.value.run, approval } },
    });
    // Who may see what holds at once: it is read where it is edited.
    expect(who.ok && who.value.access?.roles.length).toBe(2);
  });

  it("gives way to what nobody approved only where that is said", async () => {
    const ran = await session.run({}, call);
    if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
    const direct = { run: ran.value.run, by: "cli:zm", why: "" };
    const refused = await session.publish(direct, call);
    expect(refused).toMatchObject({ ok: false, errors: [{ code: "release-in-force" }] });
    expect((await session.publish({ ...direct, overApproved: true }, call)).ok).toBe(true);
    expect(releasedFiles(project())).toEqual({ ok: true, value: null });
  });

  it("that was changed by hand is refused, not served", async () => {
    const asked = drafted(wider(care));
    const { run } = await counted(asked);
    const params = { ...asked, run, by: "zm", why: "", approval: { ...approval, id: 2 } };
    expect((await session.release(params, call)).ok).toBe(true);
    const file = join(folder, ".clientele/releases", asked.configHash, "segmentations/care.yaml");
    writeFileSync(file, care);
    expect(releasedFiles(project())).toMatchObject({ errors: [{ code: "release-damaged" }] });
    rmSync(file);
  });
});
