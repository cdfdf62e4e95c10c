import { describe, expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const strategy = `strategy: save
for: care.app
objective: retain
owners: { lead: sales }
channel: { prefer: [phone] }
actions:
  - { id: call, do: { en: Call them, zh-CN: 致电 }, talk_track: What went wrong?, when: days_since_contact > 14, due: 48 hours }
`;

describe("strategies on the command line", () => {
  it("tell what to do next, until it is logged as done", async () => {
    const folder = temporaryProject({ "strategies/save.yaml": strategy });
    const at = ["--project", folder];
    expect((await clientele(["run", ...at, "--json"])).code).toBe(0);
    const before = await clientele(["show", "00003", ...at]);
    expect(before.code).toBe(0);
    const due = await clientele(["show", "00002", ...at, "--json"]);
    expect(due.json).toMatchObject({
      customer: {
        next_action: {
          strategy: "save",
          action: "call",
          channel: "phone",
          due: "2026-11-20",
          gain: null,
        },
      },
      serving: { strategies: [{ strategy: "save", for: "care.app", owner: "sales" }] },
    });
    const logged = await clientele(["contact", "00002", ...at, "--outcome", "no_answer", "--json"]);
    expect(logged.json).toMatchObject({ logged: "save.call", next_action: null });
    const after = await clientele(["show", "00002", ...at, "--locale", "zh-CN"]);
    expect(after.out).toContain("今日无待办。");
    expect((await clientele(["contact", "00002", ...at, "--outcome", "maybe"])).code).toBe(2);
    const segment = await clientele(["segment", "care.app", ...at]);
    expect(segment.out).toContain("What went wrong?");
  });
});
