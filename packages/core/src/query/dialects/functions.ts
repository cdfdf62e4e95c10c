/** Functions that DuckDB and Trino print alike. What arguments mean is told here, for both. */
import type { FunctionName } from "../nodes.ts";
import type { FunctionPrinter } from "./dialect.ts";

const plain =
  (name: string): FunctionPrinter =>
  (...args) =>
    `${name}(${args.join(", ")})`;
const extract =
  (part: string): FunctionPrinter =>
  (value) =>
    `cast(extract(${part} from ${value}) as bigint)`;
const startOf =
  (part: string): FunctionPrinter =>
  (value) =>
    `cast(date_trunc('${part}', cast(${value} as date)) as date)`;

/** What the dialects print each in its own way. */
export type OwnFunction =
  /** `(value, …)`: the smallest that is not NULL */
  | "least"
  | "greatest"
  /** White space in one line (Unicode's Zs, as U+0020 and U+3000) off both ends. */
  | "trim"
  /** Letter by letter: `ß` becomes `ẞ`. */
  | "upper"
  /** `(text, from, to)`: every occurrence; an empty `from` changes nothing */
  | "replace"
  /** `(text, part)` */
  | "ends_with"
  | "contains"
  /** Unicode form C. */
  | "nfc"
  /** `(date, n)` → date */
  | "add_days"
  /** `(date, n)` → date; the 31st becomes the last of a shorter month */
  | "add_months"
  /** `(instant, zone)` → the wall clock's timestamp there; `zone` a text literal */
  | "local_time"
  /** `(timestamp, zone)` → the instant at which the wall clock there shows it */
  | "instant"
  /** `(key, n)` → integer in [0, n): which part of a cache a key is in. Engines differ: no result may depend on it. */
  | "bucket"
  /** `(text)` → bigint in [0, 2^52), from md5: the same on every engine. For samples: `seed || ':' || id`. */
  | "sample_key"
  /** `(text)` → 32 lower-case hexadecimal digits */
  | "md5"
  /** `(inner, outer, text)` → HMAC-SHA256 in hexadecimal digits; `inner` and `outer` are the key's pads (RFC 2104), in them too */
  | "keyed_digest"
  | "is_finite"
  /** `(double)`: NULL where it is infinite */
  | "finite"
  /** `(double)`: to six digits after the point, `r(x × 10⁶) / 10⁶` in doubles; `r` is `nearest` */
  | "settle"
  /** `(double)`: the nearest whole number, half away from zero */
  | "nearest"
  /** `(date)`: NULL outside of the years 1 to 9999 */
  | "in_calendar"
  /** 1 Monday to 7 Sunday. */
  | "iso_weekday"
  /** In bytes of UTF-8. */
  | "octet_length"
  | "list_length"
  /** `(list, place from 1)`: NULL where the list is shorter */
  | "list_element"
  /** `(list, value)` */
  | "list_contains"
  | "make_list";

export const sharedFunctions: Readonly<
  Record<Exclude<FunctionName, OwnFunction>, FunctionPrinter>
> = {
  coalesce: plain("coalesce"),
  nullif: plain("nullif"),
  abs: plain("abs"),
  sign: plain("sign"),
  /** Of a double; a negative gives an error in one engine and NaN in another: guard it. */
  sqrt: (value) => `sqrt(cast(${value} as double))`,
  /** `(value)` or `(value, int digits)`: half away from zero. */
  round: plain("round"),
  floor: plain("floor"),
  ceil: plain("ceil"),
  lower: plain("lower"),
  /** In code points. */
  length: plain("length"),
  /** `(text, start from 1)` or `(text, start, length)`, in code points */
  substring: plain("substring"),
  starts_with: plain("starts_with"),
  /** `(text, part)` → from 1, 0 where it does not occur */
  position: plain("strpos"),
  year: extract("year"),
  month: extract("month"),
  day: extract("day"),
  start_of_month: startOf("month"),
  /** Monday. */
  start_of_week: startOf("week"),
  start_of_year: startOf("year"),
  /** `(from, to)`: whole days between the dates, negative where `to` is earlier */
  days_between: (from, to) => `date_diff('day', cast(${from} as date), cast(${to} as date))`,
};

/** The date, or NULL outside of two days; printed once, because what is nested would be printed over and over. */
export const inCalendar = (value: string, after: string, before: string): string =>
  `nullif(nullif(greatest(least(coalesce(${value}, ${after}), ${after}), ${before}), ${after}), ${before})`;
