import { expect, it } from "vitest";
import { toScalar } from "../../../packages/core/src/domain/to-scalar.ts";
import { functions } from "../../../packages/core/src/language/model/functions.ts";
import { compile, select, trino } from "../../../packages/core/src/query/index.ts";
import { rulesOver } from "../explain/rules.ts";

const rules = rulesOver(
  new Map([
    ["city", "text"],
    ["note", "text"],
    ["nps", "number"],
    ["spent", "number"],
    ["born", "date"],
    ["seen", "timestamp"],
    ["vip", "boolean"],
    ["score", "number"],
  ]),
  new Map([["score", null]]),
);

/** Every operator, function, type and unit, and what engines differ in. */
const written = [
  "nps = 1",
  "nps <> 1",
  "nps < 1",
  "nps <= 1",
  "nps > 1",
  "nps >= 1",
  "nps = 123456789012345678",
  "spent >= 99.95",
  "spent = 1e3",
  "nps = - 5",
  "nps = spent",
  "score >= 0.3",
  "nps + spent > 10",
  "nps - spent > 10",
  "nps * 2 > 10",
  "nps / spent > 0.5",
  "- nps > 1",
  "0.1 + 0.2 = 0.3",
  "city = 'O''Hare'",
  "city || '市' = '苏州市'",
  "vip",
  "vip = true",
  "not vip",
  "vip and nps > 1 and city = 'a'",
  "vip or nps > 1",
  "nps in (1, 2, null)",
  "nps in (1, 2.5)",
  "score in (1, 2)",
  "city not in ('a', 'b')",
  "nps between 1 and 5",
  "spent * 2 between 1 and 5",
  "born not between '2000-01-01' and as_of",
  "city like '苏%'",
  "city not like '_50%'",
  "city is null",
  "city is not null",
  "null",
  "case when vip then 1 when nps > 3 then 2.5 else null end > 1",
  "case city when 'a' then 'x' when 'b' then 'y' end = 'x'",
  "coalesce(nps, 0) > 1",
  "coalesce(note, city, 'none') = 'none'",
  "nullif(nps, 0) > 1",
  "nullif(score, 0) > 1",
  "nullif(city, '') is null",
  "abs(nps - 5) > 1",
  "round(spent) = 120",
  "round(spent, 2) = 120.5",
  "floor(spent) = 120",
  "ceil(spent / 10) = 13",
  "least(nps, spent, 1) = 1",
  "greatest(born, date '2000-01-01') = born",
  "lower(city) = 'a'",
  "upper(city) = 'A'",
  "trim(city) = 'a'",
  "length(city) > 3",
  "substring(city, 2) = 'b'",
  "substring(city, 2, 3) = 'b'",
  "substring(city, nps, length(city) - 1) = 'b'",
  "replace(city, '-', '') = 'b'",
  "replace(city, note, 'x') = 'b'",
  "starts_with(city, '苏')",
  "ends_with(city, '州')",
  "contains(city, '%')",
  "year(born) = 1992",
  "month(seen) = 11",
  "day(born) = 29",
  "year(null) = 1",
  "days_between(born, seen) > 30",
  "as_of - born > 365 days",
  "born + 90 days > as_of",
  "seen - 2 weeks < '2026-01-01'",
  "born + 1 month = '2026-02-28'",
  "born - 3 years < as_of",
  "seen >= '2026-11-20'",
] as const;

it("prints rules for Trino", async () => {
  const printed = written.map((rule) => {
    const { sql, params } = compile(
      select({ columns: { v: toScalar(rules.typed(rule), rules.names) } }),
      trino,
    );
    expect(params).toEqual([]);
    return `${rule}\n  ${sql.replace(/^select /, "").replace(/ as "v"$/, "")}\n`;
  });
  await expect(printed.join("\n")).toMatchFileSnapshot("trino-rules.golden.txt");
});

it("prints every function", () => {
  const used = functions.filter((f) => written.some((rule) => rule.includes(`${f.name}(`)));
  expect(used.map((f) => f.name)).toEqual(functions.map((f) => f.name));
});
