import { isoOf, toDay, weekdayOf, type Day } from "../../seeded/days.ts";
import { cities, memberName } from "../../seeded/names.ts";
import { chance, integer, pick, pickWeighted, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";

const firstDay: Day = toDay("2024-11-01");
const lastDay: Day = toDay("2026-10-31");

/** How somebody travels: nobody writes it down, the bookings show it. */
type Way = "family" | "business" | "young";

type Traveller = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly age: number;
  readonly household: string | null;
  readonly way: Way;
  readonly trips: number;
};

export const drawTravellers = (random: Random): readonly Traveller[] =>
  Array.from({ length: 1000 }, (_, index) => {
    const way = pickWeighted<Way>(random, [
      ["family", 40],
      ["business", 25],
      ["young", 35],
    ]);
    return {
      id: `T${String(index + 1).padStart(5, "0")}`,
      name: memberName(random).name,
      city: pickWeighted(random, cities)[1],
      age: way === "young" ? integer(random, 19, 30) : integer(random, 29, 68),
      // Two of a family often book by turns.
      household: way === "family" ? `H${String(Math.floor(index / 4)).padStart(4, "0")}` : null,
      way,
      trips: integer(random, way === "business" ? 8 : 3, way === "business" ? 26 : 8),
    };
  });

export const travellerTable = (travellers: readonly Traveller[]): Table => ({
  file: "customers.csv",
  columns: "customer_id,name,city,age,household_id,phone,push_ok,email_ok,profiling_ok".split(","),
  rows: travellers.map((t, index) => [
    t.id,
    t.name,
    t.city,
    t.age,
    t.household,
    `136${String((index * 27_644) % 100_000_000).padStart(8, "0")}`,
    index % 5 !== 0,
    index % 4 !== 0,
    index % 6 !== 0,
  ]),
  shuffle: [["age"], ["city"]],
});

type Booking = {
  readonly people: number;
  readonly nights: number;
  readonly lead: number;
  readonly departs: Day;
  readonly channel: string;
  readonly price: number;
};

/** Two years of bookings, oldest first. */
export function bookings(random: Random, travellers: readonly Traveller[]): Table {
  const rows = travellers
    .flatMap((traveller) =>
      Array.from({ length: traveller.trips }, () => {
        const booking = drawBooking(random, traveller.way);
        const booked = Math.min(lastDay, Math.max(firstDay, booking.departs - booking.lead));
        return { traveller, booked, booking };
      }),
    )
    .toSorted((a, b) => a.booked - b.booked);
  return {
    file: "transactions.csv",
    columns:
      "booked_on,booking_no,customer_id,departs_on,weekday_departure,high_season,people,nights,lead_days,channel,price".split(
        ",",
      ),
    rows: rows.map(({ traveller, booked, booking }, index) => [
      isoOf(index === rows.length - 1 ? lastDay : booked),
      `B${String(index + 1).padStart(6, "0")}`,
      traveller.id,
      isoOf(booking.departs),
      weekdayOf(booking.departs) >= 1 && weekdayOf(booking.departs) <= 4,
      isHighSeason(booking.departs),
      booking.people,
      booking.nights,
      booking.lead,
      booking.channel,
      booking.price,
    ]),
    shuffle: [
      ["departs_on", "weekday_departure", "high_season"],
      ["people"],
      ["nights"],
      ["lead_days"],
      ["channel"],
      ["price"],
    ],
  };
}

function drawBooking(random: Random, way: Way): Booking {
  // Some trips are of another kind: who travels for the firm has a holiday too.
  const kind = chance(random, 0.25) ? pick(random, ["family", "business", "young"] as const) : way;
  const day = integer(random, firstDay + 30, lastDay + 20);
  switch (kind) {
    case "family":
      return {
        people: integer(random, 3, 5),
        nights: integer(random, 5, 12),
        lead: integer(random, 30, 110),
        departs: chance(random, 0.8) ? intoHighSeason(random, day) : day,
        channel: pick(random, ["web", "agency", "agency"]),
        price: integer(random, 6000, 18_000),
      };
    case "business":
      return {
        people: 1,
        nights: integer(random, 1, 3),
        lead: integer(random, 1, 7),
        departs: day - ((weekdayOf(day) + 6) % 7) + integer(random, 0, 3),
        channel: pick(random, ["app", "app", "web"]),
        price: integer(random, 1500, 5500),
      };
    case "young":
      return {
        people: integer(random, 1, 3),
        nights: integer(random, 2, 5),
        lead: integer(random, 4, 25),
        departs: day - ((weekdayOf(day) + 6) % 7) + 4 + integer(random, 0, 1),
        channel: "app",
        price: integer(random, 600, 2600),
      };
  }
}

/** School holidays: two weeks around the Spring Festival, July and August, the first week of October. */
function isHighSeason(day: Day): boolean {
  const monthDay = isoOf(day).slice(5);
  return (
    (monthDay >= "07-01" && monthDay <= "08-31") ||
    (monthDay >= "10-01" && monthDay <= "10-07") ||
    (monthDay >= "02-01" && monthDay <= "02-15")
  );
}

/** A day in July or August of the same year, or the year before where that would be too late. */
function intoHighSeason(random: Random, day: Day): Day {
  const year = day < toDay("2025-11-01") ? "2025" : "2026";
  return toDay(`${year}-07-01`) + integer(random, 0, 61);
}

/** What one in four said when they were asked why they travel. */
export const interviews = (random: Random, travellers: readonly Traveller[]): Table => ({
  file: "interviews.csv",
  columns: ["customer_id", "asked_on", "travels_as", "score"],
  rows: travellers
    .filter(() => chance(random, 0.25))
    .map((t) => [t.id, "2026-09-15", t.way, integer(random, 5, 10)]),
  shuffle: [["travels_as"]],
});

/** Days on which the agency is closed: nobody can book. */
export const closedDays = (): Table => ({
  file: "closed.csv",
  columns: ["day"],
  rows: ["2025-01-28", "2026-02-16"].flatMap((first) =>
    Array.from({ length: 7 }, (_, after) => [isoOf(toDay(first) + after)]),
  ),
  shuffle: [],
});
