import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startBotInSlack, type BotInSlack } from "./bot-in-slack.ts";
import { buttonIn } from "./reading.ts";
import { saveStrategy } from "./strategy-file.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let here: BotInSlack;
beforeAll(async () => {
  here = await startBotInSlack({ files: { "strategies/save.yaml": saveStrategy } });
});
afterAll(async () => {
  await here?.close();
});

const homeOf = (user: string) => JSON.stringify(here.slack.timeline.homeOf(user)?.["blocks"] ?? "");
async function openHome(person: { id: string; direct: string }, shown: RegExp): Promise<string> {
  await here.driver.home({ user: person.id, channel: person.direct });
  await expect.poll(() => homeOf(person.id), { timeout: 15_000 }).toMatch(shown);
  return homeOf(person.id);
}

it("lists what is due for the customers of whoever opens it, and logs from there", async () => {
  const { id: user, direct: channel } = here.lina;
  const blocks = await openHome(here.lina, /询问不满原因/);
  // Both customers of the save list, none of the others; how many of the 132 customers are where.
  expect(blocks).toMatch(/苏州丽华纺织/);
  expect(blocks).not.toMatch(/Acme ·/);
  expect(blocks).toMatch(/名下 132 位客户/);
  expect(blocks).toMatch(/挽留名单 2/);
  const view = here.slack.timeline.homeOf(user) ?? {};
  const shown = { blocks: view["blocks"] } as unknown as Parameters<typeof buttonIn>[0];
  const log = buttonIn(shown, /记录/);
  await here.driver.press({ user, channel }, log, { view });
  await expect
    .poll(() => JSON.stringify(here.slack.timeline.modalOf(user) ?? ""), { timeout: 10_000 })
    .toMatch(/do_not_contact/);
  const form = here.slack.timeline.modalOf(user) ?? {};
  const chosen = { value: "lost", text: { type: "plain_text", text: "未成交" } };
  const values = { result: { result: { type: "radio_buttons", selected_option: chosen } } };
  await here.driver.submit({ user, channel }, { ...form, state: { values } });
  await expect.poll(() => homeOf(user).match(/询问不满原因/g)?.length, { timeout: 10_000 }).toBe(1);
});

it("says so where nobody's owner is the one who opens it", async () => {
  const blocks = await openHome(here.mia, /No customer has/);
  expect(blocks).toMatch(/No customer has mia\.clarke@example\.com/);
  expect(here.slack.proxy.calls.filter((call) => call.problems.length > 0)).toEqual([]);
});
