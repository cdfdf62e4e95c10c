import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { shortcuts, startLocalSlack } from "@clientele/slack-bot/workspace";

it("asks for the scopes that the bot is tested with, and no others", async () => {
  const file = new URL("../../packages/slack-bot/manifest.yaml", import.meta.url);
  const [, scopes = ""] =
    /scopes:\n\s+bot:\n((?:\s+- .+\n)+)/.exec(await readFile(file, "utf8")) ?? [];
  const asked = [...scopes.matchAll(/- (\S+)/g)].map(([, scope]) => scope);
  const slack = await startLocalSlack();
  await slack.close();
  expect(asked).toEqual(slack.scopes);
});

it("names the shortcuts that the local workspace offers", async () => {
  const file = new URL("../../packages/slack-bot/manifest.yaml", import.meta.url);
  const text = await readFile(file, "utf8");
  const named = [...text.matchAll(/- name: (.+)\n\s+type: (.+)\n\s+callback_id: (.+)/g)].map(
    ([, name, type, callback]) => ({ callback, type, name }),
  );
  expect(named).toEqual(shortcuts);
});
