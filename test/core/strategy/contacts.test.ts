import { expect, it } from "vitest";
import { contactFacts } from "../../../packages/core/src/domain/strategy/contacts.ts";
import {
  openState,
  statePath,
  type ContactEntry,
} from "../../../packages/core/src/people/index.ts";
import { temporaryFolder } from "../../cli/temporary-project.ts";

const entry: ContactEntry = {
  at: "2026-11-18T09:00:00.000Z",
  actor: "cli:li.na",
  customer: "00428",
  channel: "phone",
  strategy: "save",
  action: "call",
  outcome: "later",
  note: "丽华 🧵",
};

it("gives back what was logged, also after a restart, and only of those who were asked for", async () => {
  const path = statePath(temporaryFolder());
  const first = await openState(path);
  if (!first.ok) throw new Error(first.errors[0]?.code);
  await first.value.contact({ ...entry, at: "2026-11-20T17:00:00+08:00", customer: "00002" });
  await first.value.contact(entry);
  await first.value.close();
  const second = await openState(path);
  if (!second.ok) throw new Error(second.errors[0]?.code);
  expect(await second.value.contacts(["00428"])).toEqual([{ ...entry, id: 2 }]);
  const all = await second.value.contacts();
  expect(all.map((c) => [c.customer, c.at])).toEqual([
    ["00428", "2026-11-18T09:00:00.000Z"],
    ["00002", "2026-11-20T09:00:00.000Z"],
  ]);
  await second.value.close();
});

it("a cap of 7 days looks at today and the six days before, and a refusal never ends", () => {
  const on = (day: string, outcome: ContactEntry["outcome"] = null) => ({
    customer: "c",
    day,
    outcome,
  });
  const days = ["2026-11-14", "2026-11-15", "2026-11-21"].map((day) => on(day));
  expect(contactFacts(days, "2026-11-21", 7).get("c")).toEqual({
    sinceDays: 0,
    inWindow: 2,
    refused: false,
  });
  const refusal = [on("2020-01-01", "do_not_contact")];
  expect(contactFacts(refusal, "2026-11-21", 7).get("c")).toMatchObject({
    inWindow: 0,
    refused: true,
  });
});
