/** In which of several workspaces a request is decided. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Host } from "@clientele/core/host";

import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession, type Session } from "../../packages/core/src/host/session.ts";
import { createDeciders, type Deciders } from "../../packages/slack-bot/src/access/deciders.ts";
import { createDirectory } from "../../packages/slack-bot/src/access/directory.ts";
import { placeOf } from "../../packages/slack-bot/src/approvals/place-of.ts";
import type { Slacks } from "../../packages/slack-bot/src/install/slacks.ts";
import { writeShop } from "./project.ts";

const roles = "roles:\n  head: { users: [mia@example.com], rows: all, may: [approve] }\n";
const addresses: Readonly<Record<string, readonly string[]>> = {
  T0FIRST: ["mia@example.com"],
  T0SECOND: ["mia@example.com", "zhao@example.com"],
};

type WebClient = Parameters<Deciders["userOf"]>[0];

/** Slack, as far as it is asked for people. */
const clientIn = (place: string): WebClient =>
  // Only these calls are made.
  ({
    token: place,
    users: {
      lookupByEmail: async ({ email }: { readonly email: string }) => {
        if (addresses[place]?.includes(email) === true)
          return { ok: true, user: { id: `U${place}` } };
        throw Object.assign(new Error("no"), { data: { error: "users_not_found" } });
      },
    },
  }) as unknown as WebClient;
const slacksIn = (...places: readonly string[]): Slacks => ({
  places: async () => places,
  all: async () => [],
  digests: async (place) => clientIn(place ?? places[0] ?? ""),
});

let shop: Awaited<ReturnType<typeof writeShop>>;
let session: Session;
let deciders: Deciders;
beforeAll(async () => {
  shop = await writeShop({ access: roles });
  session = await openSession({ project: shop.folder, allowRead: [] }, () => new Date());
  const about = { signal: new AbortController().signal, progress: () => {} };
  // Who decides asks for nothing but the file.
  const call = (() => session.access({}, about)) as unknown as Host["call"];
  deciders = createDeciders(
    { call },
    createDirectory(() => Date.now()),
  );
});
afterAll(async () => {
  await session.close();
  await shop.remove();
});

const both = slacksIn("T0FIRST", "T0SECOND");
const by = (author: string, place: string | null = null) => ({ author, place });

it("is that of its author, else the first, and stays the one that it was", async () => {
  expect(await placeOf(both, deciders, by("zhao@example.com"))).toBe("T0SECOND");
  expect(await placeOf(both, deciders, by("mia@example.com"))).toBe("T0FIRST");
  expect(await placeOf(both, deciders, by("nobody@example.com"))).toBe("T0FIRST");
  expect(await placeOf(both, deciders, by("mia@example.com", "T0SECOND"))).toBe("T0SECOND");
  expect(await placeOf(slacksIn(), deciders, by("mia@example.com"))).toBeNull();
});

it("is the one that access.yaml names, wherever its author is", async () => {
  const named = `${roles}approvals: { workspace: T0SECOND }\n`;
  await writeFile(join(shop.folder, "access.yaml"), named);
  expect(await placeOf(both, deciders, by("mia@example.com"))).toBe("T0SECOND");
});
