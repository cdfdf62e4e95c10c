/** Publish requests, from the upload to what is live, on the real process. */
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import {
  openState,
  statePath,
  type PublishRequest,
  type RequestStage,
  type State,
} from "@clientele/core";
import {
  startLocalSlack,
  type LocalSlack,
  type Person,
  type TimelineMessage,
} from "@clientele/slack-bot/workspace";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { requestPublish } from "../../packages/core/src/host/request-publish.ts";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";
import { buttonIn, elementsOf, wordsOf } from "./reading.ts";
import { saveStrategy } from "./strategy-file.ts";

// Bots start and are killed on a machine that may do other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const access = `everybody: staff
roles:
  head: { users: [mia.clarke@example.com, chen.wei@example.com], rows: all, may: [look_up, approve] }
  staff: { rows: all, may: [look_up] }
`;
const check = `check: lists
tests:
  - test: The list stays short
    segment: care.save_list
    customers: { at_most: 100 }
  - test: Garden 1 keeps quiet
    expect:
      G1: { recency: { at_least: 9 } }
`;

let folder: string;
let remove: () => Promise<void>;
let slack: LocalSlack;
let mia: Person;
let zhao: Person;
let chen: Person;
let bot: BotProcess | undefined;
let state: State;
let address = "";
let care = "";

beforeAll(async () => {
  ({ folder, remove } = await writeShop({
    access,
    files: { "strategies/save.yaml": saveStrategy, "checks/lists.yaml": check },
  }));
  care = await readFile(join(folder, "segmentations/care.yaml"), "utf8");
  slack = await startLocalSlack();
  const named = (name: string): Person => {
    const found = slack.people.find(({ email }) => email.startsWith(name));
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  [mia, zhao, chen] = [named("mia"), named("zhao"), named("chen")];
  await start();
  const opened = await openState(statePath(folder));
  if (!opened.ok) throw new Error("no state");
  state = opened.value;
});
afterAll(async () => {
  await state?.close();
  if (bot?.child.exitCode === null && bot.child.signalCode === null) await bot.stop();
  await slack?.close();
  await remove?.();
});

async function start(): Promise<void> {
  bot = startBotProcess(["--no-workspace", "--project", folder], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: "0",
    CLIENTELE_DIGEST_LEASE: "1",
  });
  address = await bot.printed(/HTTP at (http:\S+\/slack\/events)/);
}

async function kill(): Promise<void> {
  process.kill(-(bot?.child.pid ?? 0), "SIGKILL");
  await bot?.ended;
}

/** The save list with everybody of high value who did not buy for so many days, and the request for it. */
async function ask(
  title: string,
  days: number,
  more: { readonly author?: string; readonly until?: string } = {},
): Promise<PublishRequest> {
  await writeFile(
    join(folder, "segmentations/care.yaml"),
    care.replace("recency > 60", `recency > ${days}`),
  );
  const author = more.author ?? zhao.email;
  const asked = { actor: "cli:zm", author, title, now: new Date(), ...more };
  const made = await requestPublish(openProject(folder), { ...asked, author });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value;
}

const stageOf = async (id: number): Promise<RequestStage | undefined> =>
  (await state.requests.get(id))?.stage;
const reached = (id: number, stage: RequestStage): Promise<unknown> =>
  expect.poll(() => stageOf(id), { timeout: 40_000, interval: 50 }).toBe(stage);

/** What somebody reads in direct messages about a title, the oldest first. */
const readBy = (person: Person, title: string): readonly TimelineMessage[] =>
  slack.timeline
    .messages()
    .filter((m) => m.channel === person.direct && m.visibleTo === null)
    .filter((m) => m.text.includes(title));
async function cardOf(person: Person, title: string, text: RegExp): Promise<TimelineMessage> {
  const card = () => readBy(person, title).find((m) => m.thread === null);
  await expect
    .poll(() => (card() === undefined ? "" : wordsOf(card() as TimelineMessage)), {
      timeout: 40_000,
    })
    .toMatch(text);
  return card() as TimelineMessage; // found above
}

const actorOf = (person: Person) => ({ user: person.id, channel: person.direct });
type Modal = NonNullable<ReturnType<LocalSlack["timeline"]["modalOf"]>>;

/** Presses a button of a card, and waits for what opens. */
async function press(
  person: Person,
  card: TimelineMessage,
  button: RegExp,
  opened: RegExp,
): Promise<Modal> {
  slack.timeline.clear(person.id);
  await slack
    .driver(address)
    .press(actorOf(person), buttonIn(card, button), { message: { ts: card.ts, ephemeral: false } });
  const modal = () => slack.timeline.modalOf(person.id);
  await expect.poll(() => JSON.stringify(modal() ?? ""), { timeout: 20_000 }).toMatch(opened);
  return modal() ?? {};
}

const submit = async (person: Person, modal: Modal, reason: string) =>
  slack.driver(address).submit(actorOf(person), {
    ...modal,
    state: { values: { reason: { reason: { type: "plain_text_input", value: reason } } } },
  });

const published = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(folder, ".clientele/published.json"), "utf8")) as Record<
    string,
    unknown
  >;

const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString();

/** As if its time had come. */
function expireNow(id: number): void {
  const database = new DatabaseSync(statePath(folder), { timeout: 5000 });
  const past = new Date(Date.now() - 1000).toISOString();
  database
    .prepare("update publish_request set expires = ?, look = ? where id = ?")
    .run(past, past, id);
  database.close();
}

describe("a publish request", () => {
  it("is counted by the bot, approved by one of two who press, and released as it was", async () => {
    const { id, configHash } = await ask("Widen save list", 11);
    const card = await cardOf(mia, "Widen save list", /customers move/);
    const words = wordsOf(card);
    expect(words).toMatch(/1 of 132 customers moves \(0\.8 %\)/);
    expect(words).toMatch(/Into Save list\s+\*1\*/);
    expect(words).toMatch(/They spent ¥40,000 in 365 days|They spent ¥40K in 365 days/);
    expect(words).toMatch(/Cost: ¥40 and 0\.5 service hours more/);
    expect(words).toMatch(/Checks 2\/2/);
    expect(words).toMatch(/- +when: value = 'high' and recency &gt; 60/);
    expect(words).toMatch(/\+ +when: value = 'high' and recency &gt; 11/);
    expect(words).toMatch(new RegExp(`By Zhao Min · ${configHash.slice(0, 4)} · until <!date`));
    expect(card.text).toBe("Approve “Widen save list”?");
    expect(wordsOf(await cardOf(chen, "Widen save list", /转移/))).toMatch(
      /成本增加 40 元、服务 0.5 小时/,
    );
    await expect.poll(() => readBy(zhao, "waits for").length).toBe(1);
    // The draft goes on being edited: what was asked for stays what is released.
    await writeFile(join(folder, "segmentations/care.yaml"), `${care}# edited since\n`);
    const moves = await press(mia, card, /who moves/i, /Lihua Trading/);
    expect(JSON.stringify(moves)).toMatch(/Into Save list/);
    const [first, second] = [
      await press(mia, card, /review/i, /"Approve"/),
      await press(chen, await cardOf(chen, "Widen save list", /转移/), /审阅/, /"批准"/),
    ];
    expect(JSON.stringify(first["blocks"])).toMatch(/recency &gt; 60/);
    const answers = await Promise.all([submit(mia, first, "agreed"), submit(chen, second, "")]);
    const told = answers.map(({ body }) => body).join("\n");
    expect(told).toMatch(/Approved\. It is counted once more|已批准。/);
    expect(told).toMatch(/Somebody was quicker: Approved by|已有人先行处理/);
    await reached(id, "live");
    const done = await cardOf(mia, "Widen save list", /live since/);
    expect(elementsOf(done, "button")).toEqual([]);
    expect(wordsOf(done)).toMatch(/Approved by (Mia Clarke|陈伟) · live since/);
    await expect.poll(() => readBy(zhao, "It is live").length).toBe(1);
    const live = await published();
    expect(live).toMatchObject({
      configHash,
      by: zhao.email,
      why: "Widen save list",
      approval: { id, approver: expect.stringMatching(/^slack:U/) },
    });
    const kept = join(folder, ".clientele/releases", configHash, "segmentations/care.yaml");
    expect(await readFile(kept, "utf8")).toBe(care.replace("recency > 60", "recency > 11"));
    const log = await state.audited({ limit: 20 });
    const deeds = log.filter(({ asked }) => asked.includes("Widen save list"));
    expect(deeds.map(({ action }) => action)).toEqual(["publish", "approve", "request"]);
    expect(log.some((e) => e.action === "list" && e.customers.includes("00429"))).toBe(true);
  });

  it("is decided by nobody but the named approvers, and never by its author", async () => {
    const { id } = await ask("Own request", 15, { author: chen.email });
    const card = await cardOf(mia, "Own request", /customers move|None of/);
    expect(readBy(chen, "Own request").filter((m) => m.text.startsWith("批准"))).toEqual([]);
    const refused = JSON.stringify(await press(zhao, card, /review/i, /You may not decide/));
    expect(refused).not.toMatch(/Approve"/);
    await press(chen, card, /review/i, /无权处理此申请/);
    const form = await press(mia, card, /reject/i, /Reason/);
    expect((await submit(chen, form, "no")).body).toMatch(/无权处理此申请/);
    expect((await submit(mia, form, "")).body).toMatch(/"response_action":"errors"/);
    expect((await submit(mia, form, "Too many calls <!here>")).body).toMatch(/Rejected/);
    await reached(id, "rejected");
    await cardOf(mia, "Own request", /Rejected by Mia Clarke: Too many calls/);
    const [told] = await vi.waitUntil(() => {
      const found = readBy(chen, "Own request").filter((m) => m.text.includes("驳回"));
      return found.length === 0 ? null : found;
    });
    expect(told === undefined ? "" : wordsOf(told)).toMatch(/Too many calls &lt;!here&gt;/);
  });

  it("that fails a check is told to its author, and shown to nobody else", async () => {
    const { id } = await ask("Everybody", -1);
    await writeFile(join(folder, "checks/lists.yaml"), check.replace("at_most: 100", "at_most: 2"));
    onTestFinished(() => writeFile(join(folder, "checks/lists.yaml"), check));
    const strict = await ask("Everybody strictly", -1);
    await reached(strict.id, "blocked");
    const failed = () => readBy(zhao, "Everybody strictly").map(wordsOf).join();
    await expect.poll(failed).toMatch(/Check “The list stays short” fails: .* should be <|&lt;= 2/);
    expect(readBy(mia, "Everybody strictly")).toEqual([]);
    await state.requests.withdraw(id, "cli:zm", new Date());
    await reached(id, "withdrawn");
  });

  it("that expires publishes nothing, and can be asked again by its author", async () => {
    const before = await published();
    const { id } = await ask("Late", 30);
    await reached(id, "waiting");
    const decision = { kind: "approved", by: `slack:${mia.id}`, at: inAMonth(), why: "" } as const;
    expect((await state.requests.decide(id, 1, decision)).outcome).toBe("expired");
    expireNow(id);
    await reached(id, "expired");
    const card = await cardOf(mia, "Late", /Request expired; nothing was published\./);
    expect(elementsOf(card, "button")).toHaveLength(1);
    const told = () => readBy(zhao, "Request expired")[0];
    await expect.poll(told, { timeout: 20_000 }).toBeDefined();
    const own = told();
    if (own === undefined) throw new Error("unreachable: it was there");
    const message = { ts: own.ts, ephemeral: false };
    await slack.driver(address).press(actorOf(zhao), buttonIn(own, /ask again/i), { message });
    const again = async () => (await state.requests.list({ open: true }))[0];
    await expect.poll(async () => (await again())?.title, { timeout: 20_000 }).toBe("Late");
    expect((await again())?.id).toBeGreaterThan(id);
    await state.requests.withdraw((await again())?.id ?? 0, "cli:zm", new Date());
    expect(await published()).toEqual(before);
  });

  it("is asked again where newer data move a tenth more, or something else went live", async () => {
    const other = await ask("Overtaken", 40);
    await reached(other.id, "waiting");
    const { id } = await ask("Newer data", 65);
    const card = await cardOf(mia, "Newer data", /customers moves?/);
    await appendFile(join(folder, "data/transactions.csv"), "\n00428,O9001,2026-11-17,5\n");
    const form = await press(mia, card, /review/i, /"Approve"/);
    await submit(mia, form, "");
    await cardOf(mia, "Newer data", /Counted again with newer data/);
    await reached(id, "waiting");
    expect(await state.requests.get(id)).toMatchObject({
      stage: "waiting",
      round: 2,
      decision: null,
    });
    await expect.poll(() => readBy(mia, "asked again with new figures").length).toBe(1);
    expect((await submit(mia, form, "")).body).toMatch(/figures have changed since/);
    const again = await press(
      mia,
      await cardOf(mia, "Newer data", /Counted again/),
      /review/i,
      /"Approve"/,
    );
    await submit(mia, again, "");
    await reached(id, "live");
    await cardOf(mia, "Overtaken", /Counted again: something else was published meanwhile/);
    await reached(other.id, "waiting");
    expect((await state.requests.get(other.id))?.round).toBe(2);
    await state.requests.withdraw(other.id, "cli:zm", new Date());
  });

  it("stands in the channel that is named, on the home of who may decide, and on its author's", async () => {
    await writeFile(
      join(folder, "access.yaml"),
      `${access}approvals: { channel: "#east-china" }\n`,
    );
    onTestFinished(() => writeFile(join(folder, "access.yaml"), access));
    const { id } = await ask("On the home", 20);
    await reached(id, "waiting");
    const inChannel = () =>
      slack.timeline.messages().filter((m) => m.text.includes("On the home") && m.thread === null);
    await expect.poll(inChannel, { timeout: 20_000 }).toHaveLength(2);
    const card = inChannel().find((m) => m.channel === slack.channels[1]?.id);
    expect(card === undefined ? "" : wordsOf(card)).toMatch(
      new RegExp(`<@${mia.id}>.*<@${chen.id}>|<@${chen.id}>.*<@${mia.id}>`),
    );
    const homeOf = async (person: Person, text: RegExp): Promise<void> => {
      await slack.driver(address).home(actorOf(person));
      const home = () => JSON.stringify(slack.timeline.homeOf(person.id) ?? "");
      await expect.poll(home, { timeout: 20_000 }).toMatch(text);
    };
    await homeOf(mia, /Approvals.*On the home.*By Zhao Min.*Review.*Live: Newer data · since/);
    await homeOf(zhao, /Approvals.*\*On the home\* · until/);
    await state.requests.withdraw(id, "cli:zm", new Date());
  });
});

describe("a bot that is killed", () => {
  it("goes on where it was: asked while it was down, posting, approved, and telling", async () => {
    const title = "Through it all";
    const slow = { kind: "delay", milliseconds: 1000 } as const;
    const kindsAt = async (id: number, stage: string): Promise<readonly string[]> =>
      (await state.requests.posts.of(id)).filter((p) => p.stage === stage).map((p) => p.kind);
    const killedWhile = async (id: number, kind: string): Promise<void> => {
      const posting = () => kindsAt(id, "posting");
      await expect.poll(posting, { timeout: 40_000, interval: 20 }).toContain(kind);
      await sleep(300); // the call that waits is on its way
      await kill();
      await sleep(1000); // and comes in all the same
    };
    await kill();
    const before = await published();
    await appendFile(join(folder, "data/transactions.csv"), "00432,O9002,2026-11-17,5\n");
    const { id, configHash } = await ask(title, 25);
    slack.proxy.inject("chat.postMessage", slow);
    await start();
    // New data: what was approved publishes itself, not the draft that is in the folder by now.
    const refreshed = await published();
    const { approval } = before;
    expect(refreshed).toMatchObject({ approval, configHash: before["configHash"] });
    expect(refreshed["run"]).not.toBe(before["run"]);
    await killedWhile(id, "card");
    await start();
    await reached(id, "waiting");
    await expect.poll(() => kindsAt(id, "posted"), { timeout: 40_000 }).toHaveLength(3);
    await kill();
    const at = new Date().toISOString();
    const decision = { kind: "approved", by: `slack:${mia.id}`, at, why: "" } as const;
    expect((await state.requests.decide(id, 1, decision)).outcome).toBe("done");
    await start();
    await vi.waitUntil(async () => (await published())["configHash"] === configHash, {
      timeout: 40_000,
      interval: 5,
    });
    await kill(); // between the release and what is said of it, or soon after
    await start();
    await reached(id, "live");
    await expect.poll(() => kindsAt(id, "posted"), { timeout: 40_000 }).toContain("told:live");
    await expect
      .poll(() => readBy(mia, title).map((m) => wordsOf(m)), { timeout: 40_000 })
      .toEqual([expect.stringMatching(/Approved by Mia Clarke · live since/)]);
    expect(readBy(chen, title)).toHaveLength(1);
    expect(readBy(zhao, title).map((m) => m.text)).toEqual([
      expect.stringMatching(/waits for/),
      expect.stringMatching(/It is live/),
    ]);
    const log = (await state.audited({ limit: 50 })).filter(({ asked }) => asked.includes(title));
    expect(log.map(({ action }) => action)).toEqual(["publish", "approve", "request"]);
    expect(await published()).toMatchObject({ approval: { id }, configHash });
  });
});

it("keeps what was published where an approved configuration fails a check on new data", async () => {
  const before = await published();
  await bot?.stop();
  await appendFile(join(folder, "data/transactions.csv"), "G1,O9003,2026-11-18,5\n");
  await start();
  expect(bot?.stderr()).toMatch(/Check “Garden 1 keeps quiet” fails: .* is 0/);
  expect(bot?.stderr()).toMatch(/not published: a check fails/);
  expect(await published()).toEqual(before);
});
