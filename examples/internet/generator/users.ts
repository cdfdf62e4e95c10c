import { toDay, type Day } from "../../seeded/days.ts";
import { cities, memberName } from "../../seeded/names.ts";
import {
  chance,
  integer,
  normal,
  pick,
  pickWeighted,
  within,
  type Random,
} from "../../seeded/random.ts";

const firstDay: Day = toDay("2026-04-01");
export const lastDay: Day = toDay("2026-09-30");
/** The day on which version 5 came to every second user, drawn by lot. */
const releaseDay: Day = toDay("2026-07-01");

const features = ["video", "live", "shop", "chat"] as const;
type Feature = (typeof features)[number];

type Session = { readonly day: Day; readonly feature: Feature; readonly minutes: number };

/** A user as the generator knows them. */
export type User = {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly city: string;
  readonly joined: Day;
  readonly version: 4 | 5;
  readonly interest: Feature;
  /** Creators followed in the first week. */
  readonly follows: number;
  readonly sessions: readonly Session[];
};

export const drawUsers = (random: Random): readonly User[] =>
  Array.from({ length: 1200 }, (_, index) => {
    const joined = integer(random, firstDay, lastDay - 45);
    const version = chance(random, 0.5) ? 5 : 4;
    const interest = pickWeighted<Feature>(random, [
      ["video", 45],
      ["live", 20],
      ["shop", 20],
      ["chat", 15],
    ]);
    // Whoever follows five creators in the first week mostly stays; whoever follows none mostly goes.
    const follows = Math.max(0, Math.round(normal(random, 4, 3.2)));
    const stays = chance(random, follows >= 5 ? 0.8 : 0.2);
    const end = stays ? lastDay : joined + integer(random, 4, 35);
    return {
      id: `U${String(index + 1).padStart(5, "0")}`,
      name: memberName(random).name,
      age: integer(random, 18, 60),
      city: pickWeighted(random, cities)[1],
      joined,
      version,
      interest,
      follows,
      sessions: drawSessions(random, { joined, end, version, interest }),
    };
  });

/** Comes on so many days of seven; version 5 brings a user back on a fifth more days. */
function drawSessions(
  random: Random,
  user: Pick<User, "joined" | "version" | "interest"> & { readonly end: Day },
): readonly Session[] {
  const daily = within(normal(random, 0.4, 0.15), 0.05, 0.85);
  const sessions: Session[] = [];
  for (let day = user.joined; day <= Math.min(user.end, lastDay); day += 1) {
    const better = user.version === 5 && day >= releaseDay ? 1.45 : 1;
    if (day !== user.joined && !chance(random, Math.min(0.97, daily * better))) continue;
    for (let visit = integer(random, 1, 2); visit > 0; visit -= 1) {
      const feature = chance(random, 0.7) ? user.interest : pick(random, features);
      sessions.push({ day, feature, minutes: integer(random, 3, 50) });
    }
  }
  return sessions;
}
