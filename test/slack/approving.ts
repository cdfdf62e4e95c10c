/** What tests of publish requests share: a shop with approvers, a Slack, and a bot that is killed and started again. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
import { expect } from "vitest";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { requestPublish } from "../../packages/core/src/host/request-publish.ts";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";
import { buttonIn, wordsOf } from "./reading.ts";
import { saveStrategy } from "./strategy-file.ts";

/** Mia and Chen Wei, who reads Chinese, approve; Zhao Min asks. */
export const access = `everybody: staff
roles:
  head: { users: [mia.clarke@example.com, chen.wei@example.com], rows: all, may: [look_up, approve] }
  staff: { rows: all, may: [look_up] }
`;
export const check = `check: lists
tests:
  - test: The list stays short
    segment: care.save_list
    customers: { at_most: 100 }
  - test: Garden 1 keeps quiet
    expect:
      G1: { recency: { at_least: 9 } }
`;

/** How long a stage may take on a busy machine, in milliseconds. */
const patience = 40_000;

type Modal = NonNullable<ReturnType<LocalSlack["timeline"]["modalOf"]>>;

export type Approving = {
  readonly folder: string;
  readonly slack: LocalSlack;
  readonly state: State;
  readonly people: { readonly mia: Person; readonly zhao: Person; readonly chen: Person };
  /** The rules as they were before anybody asked. */
  readonly care: string;
  readonly bot: () => BotProcess;
  readonly address: () => string;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** The save list with everybody of high value who did not buy for so many days, and the request for it. */
  readonly ask: (title: string, days: number, author?: string) => Promise<PublishRequest>;
  readonly reached: (id: number, stage: RequestStage) => Promise<unknown>;
  /** What somebody reads in direct messages about a title, the oldest first. */
  readonly readBy: (person: Person, title: string) => readonly TimelineMessage[];
  readonly cardOf: (person: Person, title: string, text: RegExp) => Promise<TimelineMessage>;
  /** Presses a button of a card, and waits for what opens. */
  readonly press: (
    person: Person,
    card: TimelineMessage,
    button: RegExp,
    opened: RegExp,
  ) => Promise<Modal>;
  readonly submit: (
    person: Person,
    modal: Modal,
    reason: string,
  ) => Promise<{ readonly body: string }>;
  readonly published: () => Promise<Record<string, unknown>>;
  readonly close: () => Promise<void>;
};

export const actorOf = (person: Person) => ({ user: person.id, channel: person.direct });

export async function startApproving(): Promise<Approving> {
  const { folder, remove } = await writeShop({
    access,
    files: { "strategies/save.yaml": saveStrategy, "checks/lists.yaml": check },
  });
  const care = await readFile(join(folder, "segmentations/care.yaml"), "utf8");
  const slack = await startLocalSlack();
  const named = (name: string): Person => {
    const found = slack.people.find(({ email }) => email.startsWith(name));
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const people = { mia: named("mia"), zhao: named("zhao"), chen: named("chen") };
  let [bot, address] = await started();
  const opened = await openState(statePath(folder));
  if (!opened.ok) throw new Error("no state");
  const state = opened.value;

  async function started(): Promise<[bot: BotProcess, address: string]> {
    const made = startBotProcess(["--no-workspace", "--project", folder], {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PORT: "0",
      CLIENTELE_DIGEST_LEASE: "1",
    });
    return [made, await made.printed(/HTTP at (http:\S+\/slack\/events)/)];
  }

  const readBy: Approving["readBy"] = (person, title) =>
    slack.timeline
      .messages()
      .filter((m) => m.channel === person.direct && m.visibleTo === null)
      .filter((m) => m.text.includes(title));

  return {
    folder,
    slack,
    state,
    people,
    care,
    bot: () => bot,
    address: () => address,
    start: async () => {
      [bot, address] = await started();
    },
    kill: async () => {
      await bot.kill();
    },
    ask: async (title, days, author = people.zhao.email) => {
      const text = care.replace("recency > 60", `recency > ${days}`);
      await writeFile(join(folder, "segmentations/care.yaml"), text);
      const asked = { actor: "cli:zm", author, title, now: new Date() };
      const made = await requestPublish(openProject(folder), asked);
      if (!made.ok) throw new Error(JSON.stringify(made.errors));
      return made.value;
    },
    reached: (id, stage) =>
      expect
        .poll(async () => (await state.requests.get(id))?.stage, {
          timeout: patience,
          interval: 50,
        })
        .toBe(stage),
    readBy,
    cardOf: async (person, title, text) => {
      const card = () => readBy(person, title).find((m) => m.thread === null);
      const words = () => {
        const found = card();
        return found === undefined ? "" : wordsOf(found);
      };
      await expect.poll(words, { timeout: patience }).toMatch(text);
      const found = card();
      if (found === undefined) throw new Error("unreachable: it was there");
      return found;
    },
    press: async (person, card, button, shown) => {
      slack.timeline.clear(person.id);
      const message = { ts: card.ts, ephemeral: false };
      await slack.driver(address).press(actorOf(person), buttonIn(card, button), { message });
      const modal = () => slack.timeline.modalOf(person.id);
      await expect.poll(() => JSON.stringify(modal() ?? ""), { timeout: 20_000 }).toMatch(shown);
      return modal() ?? {};
    },
    submit: (person, modal, reason) =>
      slack.driver(address).submit(actorOf(person), {
        ...modal,
        state: { values: { reason: { reason: { type: "plain_text_input", value: reason } } } },
      }),
    published: async () =>
      JSON.parse(await readFile(join(folder, ".clientele/published.json"), "utf8")) as Record<
        string,
        unknown
      >,
    close: async () => {
      await state.close();
      if (bot.child.exitCode === null && bot.child.signalCode === null) await bot.stop();
      await slack.close();
      await remove();
    },
  };
}
