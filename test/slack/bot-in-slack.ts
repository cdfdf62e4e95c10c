import {
  startLocalSlack,
  type Driver,
  type LocalSlack,
  type Person,
  type TimelineMessage,
} from "@clientele/slack-bot/workspace";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop, type ShopOptions } from "./project.ts";

/** The real bot process in a Slack on loopback. */
export type BotInSlack = {
  readonly slack: LocalSlack;
  readonly driver: Driver;
  readonly bot: BotProcess;
  readonly folder: string;
  readonly address: string;
  /** Another bot of the same project in the same Slack, with these settings besides. */
  readonly again: (env?: Readonly<Record<string, string>>) => Promise<BotProcess>;
  readonly mia: Person;
  /** Reads Chinese. */
  readonly lina: Person;
  readonly sales: string;
  /** The next message of the bot after what `deed` does. */
  readonly answerTo: (deed: () => Promise<unknown>) => Promise<TimelineMessage>;
  readonly close: () => Promise<void>;
};

/** How long an answer may take on a busy machine, in milliseconds. */
const patience = 20_000;

/** @param options `folder`: a project that is there already; without it a small shop is written */
export async function startBotInSlack(
  options: ShopOptions & {
    readonly folder?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<BotInSlack> {
  const { folder, env: given = {} } = options;
  const shop = folder === undefined ? await writeShop(options) : { folder, remove: async () => {} };
  const slack = await startLocalSlack();
  const start = (env: Readonly<Record<string, string>>): BotProcess =>
    startBotProcess(["--no-workspace", "--project", shop.folder], {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PORT: "0",
      ...given,
      ...env,
    });
  const bot = start({});
  const address = await bot.printed(/HTTP at (http:\S+\/slack\/events)/);
  const [mia, lina] = slack.people;
  const [sales] = slack.channels;
  if (mia === undefined || lina === undefined || sales === undefined) throw new Error("no people");
  return {
    slack,
    driver: slack.driver(address),
    bot,
    folder: shop.folder,
    address,
    again: async (env = {}) => {
      const another = start(env);
      await another.printed(/HTTP at/);
      return another;
    },
    mia,
    lina,
    sales: sales.id,
    answerTo: (deed) => nextAnswer(slack, deed),
    close: async () => {
      await bot.stop();
      await slack.close();
      await shop.remove();
    },
  };
}

async function nextAnswer(
  { timeline, app }: LocalSlack,
  deed: () => Promise<unknown>,
): Promise<TimelineMessage> {
  const answer = Promise.withResolvers<TimelineMessage>();
  const timer = setTimeout(() => answer.reject(new Error("no answer")), patience);
  const end = timeline.subscribe((change) => {
    if (change.kind === "message" && change.message.user === app.botUser)
      answer.resolve(change.message);
  });
  try {
    await deed();
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    end();
  }
}
