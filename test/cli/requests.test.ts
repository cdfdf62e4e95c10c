import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

it("asks for the files as they are, lists what is asked, shows and withdraws it", async () => {
  const folder = temporaryProject();
  const run = (...args: readonly string[]) => clientele([...args, "--project", folder]);
  const ask = (...more: readonly string[]) =>
    run("publish", "--request", "--json", "--as", "zhao.min@example.com", ...more);
  const refused = await ask();
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('"no-approver"')]);
  writeFileSync(
    join(folder, "access.yaml"),
    "roles:\n  head: { users: [chen.wei@example.com], rows: all, may: [look_up, approve] }\n",
  );
  const past = await ask("--until", "2020-01-01");
  expect([past.code, past.out]).toEqual([2, expect.stringMatching(/--until takes a time to come/)]);
  const asked = await ask("--title", "Widen", "--until", "2 days");
  expect(JSON.parse(asked.out)).toMatchObject({
    request: { id: 1, title: "Widen", author: "zhao.min@example.com", stage: "new" },
  });
  appendFileSync(join(folder, "clientele.yaml"), "# edited since\n");
  expect((await run("requests")).out).toMatch(
    /Nothing is published yet[\s\S]*Widen.*being counted/,
  );
  expect((await run("requests", "show", "1", "--locale", "zh-CN")).out).toMatch(
    /正在用服务端数据计算/,
  );
  expect((await run("requests", "withdraw", "1")).out).toMatch(/Request 1 is withdrawn/);
  const again = await run("requests", "withdraw", "1", "--json");
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('"request-decided"')]);
  expect((await run("requests", "show", "7")).code).toBe(1);
});
