/** `access.yaml` of an example, for the people of the local workspace. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { accessOf } from "../../packages/core/src/cli/access-file.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { viewerFor } from "../../packages/core/src/people/index.ts";
import { team } from "../../packages/slack-bot/src/workspace/team.ts";

const read = accessOf(openProject(join(import.meta.dirname, "../../examples/b2b")));
const access = read.ok ? read.value : null;
const viewerOf = (email: string, guest = false) =>
  viewerFor(
    access,
    { id: "U1", email, groups: [], kind: guest ? "guest" : "member" },
    { channel: null, today: "2026-11-02" },
  );

it("gives each person of the local workspace a role of their own", () => {
  expect(
    team.map(({ name, email, guest }) => [name, ...viewerOf(email, guest).roles]),
  ).toStrictEqual([
    ["mia", "head"],
    ["lina", "manager"],
    ["wanglei", "manager"],
    ["zhaomin", "analyst"],
    ["chenwei", "director"],
    ["sam", "partner"],
  ]);
});

it("shows what each kind of right does", () => {
  const rows = (email: string) => JSON.stringify(viewerOf(email).rows);
  expect(rows("li.na@example.com")).toContain("Li Na");
  expect(rows("li.na@example.com")).not.toContain("Lin Min");
  // Who stands in for somebody sees theirs, and a lead the team's.
  expect(rows("wang.lei@example.com")).toContain("Lin Min");
  expect(rows("chen.wei@example.com")).toMatch(/Wang Lei.*East/);
  expect(viewerOf("zhao.min@example.com")).toMatchObject({
    identify: "masked",
    masks: { phone: "last_4" },
  });
  expect(viewerOf("sam.ortiz@partner.example", true).columns.hidden).toContain("won");
  const approvers = team.filter(({ email, guest }) =>
    viewerOf(email, guest).may.includes("approve"),
  );
  expect(approvers.map(({ name }) => name)).toEqual(["mia", "chenwei"]);
});
