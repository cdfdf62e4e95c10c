import { isoOf, toDay, type Day } from "../../seeded/days.ts";
import { businessName, cities, memberName, type Naming } from "../../seeded/names.ts";
import { integer, pick, pickWeighted, type Random } from "../../seeded/random.ts";
import { firstDay, lastDay } from "./days.ts";

/** How somebody buys; the files show only what follows from it. */
export type Habit = {
  /** Mean days between orders. */
  readonly gap: number;
  /** A customer who buys on the day, every `gap` days. */
  readonly punctual: boolean;
  /** Multiplies what is put into the basket. */
  readonly size: number;
  readonly start: Day;
  readonly end: Day;
  /** In [0, 1]: how gladly the app is used, and how much it takes a promotion. */
  readonly app: number;
  readonly promotion: number;
  /** The share of orders of which something comes back. */
  readonly returns: number;
};

export type Customer = Naming & {
  readonly id: string;
  readonly class: "member" | "business";
  readonly city: string;
  readonly joined: Day;
  readonly age: number | null;
  readonly phone: string;
  readonly email: string;
  readonly manager: string;
  readonly internal: boolean;
  readonly habit: Habit;
};

const count = 3000;
const managers = ["Li Na", "Wang Lei", "Zhao Min"] as const;

type Known = Partial<Omit<Customer, "habit">> & { readonly habit?: Partial<Habit> };

/** Customers whom the documentation talks about. */
const known: ReadonlyMap<number, Known> = new Map<number, Known>([
  [
    428,
    story(
      "苏州丽华纺织",
      "丽华纺织",
      "Suzhou Lihua Textiles",
      "Suzhou",
      "Li Na",
      21,
      "2026-09-16",
      13,
    ),
  ],
  [
    429,
    story(
      "无锡恒达机电",
      "恒达机电",
      "Wuxi Hengda Electric",
      "Wuxi",
      "Wang Lei",
      16,
      "2026-10-01",
      9,
    ),
  ],
  [
    871,
    story("无锡丽华百货", "丽华百货", "Wuxi Lihua Stores", "Wuxi", "Wang Lei", 28, "2026-11-10", 8),
  ],
  [1302, { name: "陈丽华", short: "", english: "Lihua Chen", class: "member", city: "Shanghai" }],
  [
    1640,
    story(
      "合肥新锐办公",
      "新锐办公",
      "Hefei Xinrui Office Supplies",
      "Hefei",
      "Li Na",
      18,
      "2026-11-16",
      7,
    ),
  ],
]);

function story(
  name: string,
  short: string,
  english: string,
  city: string,
  manager: string,
  gap: number,
  lastOrder: string,
  size: number,
): Known {
  const start = toDay(lastOrder) - gap * Math.floor((toDay(lastOrder) - firstDay) / gap);
  const habit = { gap, punctual: true, size, start, end: toDay(lastOrder), app: 0.2 };
  return {
    name,
    short,
    english,
    class: "business",
    city,
    manager,
    joined: start,
    age: null,
    habit,
  };
}

/** All customers, in the order of their ids. */
export function drawCustomers(random: Random): readonly Customer[] {
  return Array.from({ length: count }, (_, index) => drawCustomer(random, index + 1));
}

function drawCustomer(random: Random, number: number): Customer {
  const business = random() < 0.09;
  const city = pickWeighted(random, cities);
  const naming = business ? businessName(random, city) : memberName(random);
  // Two in five were there before the story begins; the others come one after the other.
  const joined =
    random() < 0.4 ? firstDay - integer(random, 1, 900) : integer(random, firstDay, lastDay);
  const age = business ? null : integer(random, 18, 76);
  const drawn: Customer = {
    ...naming,
    id: String(number).padStart(5, "0"),
    class: business ? "business" : "member",
    city: city[1],
    joined,
    age,
    phone: `1${pick(random, ["38", "39", "50", "86", "99"])}${String(integer(random, 0, 99_999_999)).padStart(8, "0")}`,
    email: `customer${number}@example.com`,
    manager: business ? pick(random, managers) : "",
    internal: number % 500 === 0,
    habit: drawHabit(random, business, joined, age),
  };
  const { habit, ...rest } = known.get(number) ?? {};
  return { ...drawn, ...rest, habit: { ...drawn.habit, ...habit } };
}

function drawHabit(random: Random, business: boolean, joined: Day, age: number | null): Habit {
  // Many buy now and then, few buy often.
  const gap = (business ? 22 : 34) + 160 * random() ** 3;
  const start = Math.max(firstDay, joined) + integer(random, 0, 25);
  const regular = gap < 60;
  const stops = random() < (regular ? 0.22 : 0.4);
  // Some who bought often have stopped lately: these are the ones worth a call.
  const share = stops ? 0.25 + 0.65 * random() : 1;
  const end = Math.min(lastDay, start + Math.floor((lastDay - start) * share));
  return {
    gap,
    punctual: false,
    size: (business ? 3.2 : 0.7) * (0.5 + 1.6 * random() ** 2),
    start: random() < 0.04 ? lastDay + 1 : start, // has joined, but never buys
    end,
    app: Math.min(
      1,
      Math.max(0, (business ? 0.1 : 0.9) - ((age ?? 40) - 18) / 70 + 0.3 * random()),
    ),
    promotion: random() ** 2,
    returns: random() < 0.05 ? 0.35 : 0.02, // a few send a lot back
  };
}

/** Of a hundred members so many refuse; businesses are called by whom they know. */
const refusals = { phone: 12, wecom: 18, profiling: 4 } as const;

/** Whether a customer refuses: drawn from the id alone, so that everything else stays as it is. */
function refuses(
  { id, class: of }: Pick<Customer, "id" | "class">,
  what: keyof typeof refusals,
  nth: number,
): boolean {
  const draw = (Math.imul(Number(id) * 3 + nth, 2_654_435_761) >>> 0) % 100;
  return of === "member" && draw < refusals[what];
}

/** The customer file's columns: what the shop knows, without the habits. */
export const customerHeader =
  "customer_id,name,short_name,english_name,class,city,joined,member_level,points,phone,email,age,account_manager,internal,phone_ok,wecom_ok,profiling_ok";

/**
 * One line of the customer file.
 *
 * @param spent in fen, all time; gives level and points
 */
export function customerLine(customer: Customer, spent: number): string {
  const level =
    spent > 3_000_000
      ? "platinum"
      : spent > 1_000_000
        ? "gold"
        : spent > 300_000
          ? "silver"
          : "basic";
  return [
    customer.id,
    customer.name,
    customer.short,
    customer.english,
    customer.class,
    customer.city,
    isoOf(customer.joined),
    level,
    Math.max(0, Math.floor(spent / 1000)),
    customer.phone,
    customer.email,
    customer.age ?? "",
    customer.manager,
    customer.internal,
    ...(["phone", "wecom", "profiling"] as const).map((what, i) => !refuses(customer, what, i)),
  ].join(",");
}
