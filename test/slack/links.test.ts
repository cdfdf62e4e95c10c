import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const crm = "https://crm.example.com";
const access = `everybody: staff
roles:
  staff: { title: Staff, rows: "city = 'Suzhou'", pii: all }
unfurl:
  - { pattern: "${crm}/private/{customer}", share: nothing }
  - { pattern: "${crm}/customers/{customer}" }
  - { pattern: "${crm}/names?id={customer}", share: name }
  - { pattern: "${crm}/cards/{customer}/view", share: full }
`;

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack({ files: { "access.yaml": access } });
});
afterAll(async () => {
  await here?.close();
});

/** What stands below the links of a message. */
async function below(
  channel: string,
  ...urls: readonly string[]
): Promise<Readonly<Record<string, string>>> {
  const { id: user } = here.mia;
  const ts = await here.slack.say(user, channel, urls.join(" "));
  await here.driver.links({ user, channel }, ts, urls);
  const unfurls = () => here.slack.timeline.find(channel, ts)?.unfurls;
  await expect.poll(unfurls, { timeout: 15_000 }).toBeDefined();
  return Object.fromEntries(
    (unfurls() ?? []).map(({ url, blocks }) => [url, JSON.stringify(blocks)]),
  );
}

it("shows below a link what its pattern shares, and a button for the rest", async () => {
  const [button, name, card] = [
    `${crm}/customers/00428?tab=1`,
    `${crm}/names?id=00428`,
    `${crm}/cards/00428/view`,
  ];
  const shown = await below(
    here.mia.direct,
    button,
    name,
    card,
    `${crm}/private/00428`,
    "https://other.example/00428",
  );
  expect(Object.keys(shown)).toEqual([button, name, card]);
  expect(shown[button]).toMatch(/Preview/);
  expect(shown[button]).not.toMatch(/苏州丽华纺织/);
  expect(shown[name]).toMatch(/苏州丽华纺织.*Preview/);
  expect(shown[name]).not.toMatch(/High value/);
  expect(shown[card]).toMatch(/High value.*Preview/);
});

it("shows no name in a channel where a guest reads along", async () => {
  const url = `${crm}/names?id=00428`;
  const shown = await below(here.sales, url);
  expect(shown[url]).toMatch(/Preview/);
  expect(shown[url]).not.toMatch(/苏州丽华纺织/);
});

it("shows the same for a customer who is not there", async () => {
  const url = `${crm}/names?id=99999`;
  const shown = await below(here.mia.direct, url);
  expect(shown[url]).toMatch(/Preview/);
  expect(shown[url]).not.toMatch(/"mrkdwn"/);
});
