/**
 * The bot in its own process, over signed HTTP: look-ups one after the other, 100 events a second, and a heavy question in
 * the engine meanwhile; beside a bot of the same framework that answers nothing.
 *
 *     npm run pnpm -- exec node --conditions=source bench/bot.ts [customers] [seconds] [transactions]
 *
 * `BOT_CPUS=0` holds the bot and its engine on that core (Linux). The project is kept in the system's folder for what is temporary.
 */
import { createHash } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createHttpTransport } from "@clientele/slack-bot/workspace";
import { writeProject } from "./bot/project.ts";
import { startWebApi, type WebApi } from "./bot/web-api.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 60);
/** Ten a customer; beyond a million two, for what is looked up is customers. */
const transactions = Number(process.argv[4] ?? (customers > 1_000_000 ? 2 : 10) * customers);
const rate = 100;
const lookUps = 300;

const secret = "bench-secret";
const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

type Bot = { readonly child: ChildProcess; readonly address: string };

/** Starts a program and waits until it says where it takes requests. */
async function start(api: WebApi, path: string, words: readonly string[]): Promise<Bot> {
  const node = ["--conditions=source", "--disable-warning=ExperimentalWarning", program(path)];
  const held = process.env["BOT_CPUS"];
  const [command, ...before] =
    held === undefined ? [process.execPath] : ["taskset", "-c", held, process.execPath];
  const child = spawn(command ?? process.execPath, [...before, ...node, ...words], {
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: "xoxb-bench",
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: api.url,
      PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // However this ends, nothing that it started goes on.
  process.once("exit", () => child.kill("SIGKILL"));
  let printed = "";
  return new Promise((resolve, reject) => {
    // Read on: a pipe that is closed would end the bot's own words.
    child.stdout.on("data", (chunk: Buffer) => {
      printed += String(chunk);
      const [, address] = /HTTP at (http:\S+\/slack\/events)/.exec(printed) ?? [];
      if (address !== undefined) resolve({ child, address });
    });
    child.once("exit", () => reject(new Error(`${path} ended: ${printed}`)));
  });
}

/** Megabytes that a process holds now; 0 where the system does not say. */
const memoryOf = ({ child }: Bot): number => megabytesOf(child.pid ?? 0);

function megabytesOf(pid: number): number {
  if (process.platform !== "linux") return 0;
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** What the bot's engine holds, its index of names included. */
function engineMemory({ child }: Bot): number {
  if (process.platform !== "linux") return 0;
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
  return children
    .trim()
    .split(" ")
    .reduce((sum, pid) => sum + (pid === "" ? 0 : megabytesOf(Number(pid))), 0);
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

function told(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const of = (q: number): string => quantile(sorted, q).toFixed(1);
  return `median ${of(0.5)} ms, p95 ${of(0.95)}, p99 ${of(0.99)}, worst ${of(1)}`;
}

/** How long each answer takes, from the request until the message is with Slack; in milliseconds. */
async function askOneByOne(
  api: WebApi,
  { address }: Bot,
  count: number,
  called = (id: string): string => id,
): Promise<readonly number[]> {
  const deliver = createHttpTransport(address, secret);
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const { responseUrl, answered } = api.expect();
    const started = performance.now();
    const id = String(Math.floor((customers * ((i * 7919) % 9973)) / 9973)).padStart(8, "0");
    await deliver(command(called(id), responseUrl));
    times.push((await answered) - started);
  }
  return times;
}

/** Look-ups by name: until the index of names is there, and then. */
async function tellNames(api: WebApi, bot: Bot): Promise<void> {
  const begun = performance.now();
  const named = (id: string): string => `customer ${md5(id)}`;
  const slip = (id: string): string => named(id).replace("customer", "custmer");
  const [first = 0] = await askOneByOne(api, bot, 1, named);
  // Before the index is there all names are compared, and slips are not looked for.
  const name = named("0").replace("customer", "Customer");
  for (;;) {
    await askOneByOne(api, bot, 1, slip);
    if (api.last().includes(name) || performance.now() - begun > 900_000) break;
    await sleep(1000);
  }
  const took = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    `look-up by name: the first ${first.toFixed(0)} ms; with the index, after ${took} s, ${told(await askOneByOne(api, bot, 100, named))}`,
  );
  console.log(
    `  with a slip: ${told(await askOneByOne(api, bot, 50, slip))}; the engine holds ${engineMemory(bot).toFixed(0)} MB`,
  );
}

const md5 = (id: string): string =>
  createHash("md5")
    .update(String(Number(id)))
    .digest("hex")
    .slice(0, 8);

const command = (text: string, responseUrl: string) => ({
  kind: "command" as const,
  payload: {
    token: "unused",
    team_id: "TBENCH",
    api_app_id: "ABENCH",
    channel_id: "CSALES",
    channel_name: "sales",
    user_id: "UASK",
    command: "/segment",
    text,
    response_url: responseUrl,
    trigger_id: "1.2.3",
  },
});

/** How long the home takes from its event until it is with Slack, in milliseconds. */
async function openHomes(api: WebApi, { address }: Bot, count: number): Promise<readonly number[]> {
  const deliver = createHttpTransport(address, secret);
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const shown = api.next("views.publish");
    const started = performance.now();
    await deliver(home(i));
    times.push((await shown) - started);
  }
  return times;
}

const home = (id: number) => ({
  kind: "event" as const,
  payload: {
    token: "unused",
    team_id: "TBENCH",
    api_app_id: "ABENCH",
    type: "event_callback",
    event_id: `EvHome${id}`,
    event_time: Math.floor(Date.now() / 1000),
    event: { type: "app_home_opened", user: "UASK", channel: "DASK", tab: "home", event_ts: "1.1" },
  },
});

const mention = (text: string, id: number) => ({
  kind: "event" as const,
  payload: {
    token: "unused",
    team_id: "TBENCH",
    api_app_id: "ABENCH",
    type: "event_callback",
    event_id: `EvBench${id}`,
    event_time: Math.floor(Date.now() / 1000),
    event: {
      type: "app_mention",
      user: "UASK",
      channel: "CSALES",
      text: `<@UBOT> ${text}`,
      ts: `${Date.now() / 1000}`,
      event_ts: `${Date.now() / 1000}`,
    },
  },
});

/** Tells of `rate` mentions a second and waits for no acknowledgement before the next. @returns the time of each, in milliseconds */
async function flood({ address }: Bot, of: string, time = seconds): Promise<readonly number[]> {
  const deliver = createHttpTransport(address, secret);
  const started = performance.now();
  const acknowledged: Promise<number>[] = [];
  for (let i = 0; i < rate * time; i += 1) {
    const due = started + (1000 * i) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const text = String((i * 7919) % customers).padStart(8, "0");
    const sent = performance.now();
    acknowledged.push(
      deliver(mention(text, floods * 1_000_000 + i)).then(({ status }) => {
        if (status !== 200) throw new Error(`${of}: ${status}`);
        return performance.now() - sent;
      }),
    );
  }
  floods += 1;
  return Promise.all(acknowledged);
}
let floods = 0;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

// Kept, with its run: making it takes longer than what is measured.
const size = transactions === 10 * customers ? `${customers}` : `${customers}-${transactions}`;
const folder = join(realpathSync(tmpdir()), "clientele-bench", `bot-${size}-v1`);
const api = await startWebApi();
try {
  const held = process.env["BOT_CPUS"];
  const on = held === undefined ? "" : `, the bot and its engine on ${held.split(",").length}`;
  console.log(`${cpus().length} cores${on}; ${customers} customers, ${transactions} transactions`);
  if (!existsSync(join(folder, "clientele.yaml")))
    await writeProject(folder, customers, transactions);
  for (const ending of ["", "-wal", "-shm"])
    rmSync(join(folder, `.clientele/state.sqlite${ending}`), { force: true });
  const echo = await start(api, "bot/echo.ts", []);
  const starting = performance.now();
  const bot = await start(api, "../packages/slack-bot/src/start.ts", [
    "--no-workspace",
    "--project",
    folder,
  ]);

  console.log(`started in ${((performance.now() - starting) / 1000).toFixed(1)} s`);

  await askOneByOne(api, echo, 50);
  await askOneByOne(api, bot, 50);
  const floor = await askOneByOne(api, echo, lookUps);
  const ours = await askOneByOne(api, bot, lookUps);
  console.log(`look-up by id, one after the other: ${told(ours)}`);
  console.log(`  the same without an answer in it:  ${told(floor)}`);

  await tellNames(api, bot);
  const [first = 0, ...homes] = await openHomes(api, bot, 51);
  const own = Math.floor(customers / 200);
  console.log(`home of ${own} customers: ${told(homes)}; the first ${first.toFixed(1)} ms`);

  const memory = [memoryOf(bot)];
  const every = setInterval(() => memory.push(memoryOf(bot)), 10_000);
  const posted = api.posts();
  const acks = await flood(bot, "bot");
  for (let waited = 0; api.posts() - posted < acks.length && waited < 600; waited += 1)
    await sleep(100);
  clearInterval(every);
  memory.push(memoryOf(bot));
  console.log(`${rate} mentions a second for ${seconds} s: acknowledged in ${told(acks)}`);
  console.log(
    `  answered ${api.posts() - posted} of ${acks.length}; memory every 10 s ${memory.map((mb) => mb.toFixed(0)).join(" → ")} MB`,
  );
  const short = await flood(echo, "echo", Math.min(seconds, 10));
  console.log(`  the same without an answer in it: acknowledged in ${told(short)}`);

  // Sorting all customers is the heaviest question that somebody can ask again and again.
  const heavy = Array.from({ length: 8 }, () => api.expect());
  const deliver = createHttpTransport(bot.address, secret);
  const heavyAcks = await Promise.all(
    heavy.map(async ({ responseUrl }) => {
      const started = performance.now();
      await deliver(command("find monetary > 0 and recency > 3", responseUrl));
      return performance.now() - started;
    }),
  );
  const meanwhile = await askOneByOne(api, bot, 50);
  console.log(
    `heavy questions at once: acknowledged in ${told(heavyAcks)}; look-ups meanwhile: ${told(meanwhile)}`,
  );
  await Promise.all(heavy.map(({ answered }) => answered));
} finally {
  api.close();
}
process.exit();
