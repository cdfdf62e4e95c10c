import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

const asOf = "2026-11-18";
const within = 40;
const config = `clientele: 1
name: Generated
as_of: ${asOf}
sources:
  customers: { from: data/c.csv, key: id }
  transactions: { from: data/t.csv, customer: c, time: day, amount: amount }
  visits: { from: data/v.csv, customer: c, time: seen, where: page <> 'z' }
  answers: { kind: scores, from: data/a.csv, customer: c, time: at, score: nps, scale: [0, 10] }
  states: { kind: levels, from: data/l.csv, customer: c, time: at }
  held: { kind: spans, from: data/h.csv, customer: c, start: opened, end: closed }
calendar: { closed: data/closed.csv }
metrics:
  answer: { value: nps }
  state: { value: states.size }
  visits_ever: { value: count(visits) }
  visits_lately: { value: count(visits) filter (where page = 'x'), within: ${within} days }
  pages: { value: count(distinct page), within: ${within} days }
  last_visit: { value: max(visits.day) }
  seconds: { value: sum(seconds), within: ${within} days }
  open: { value: count(held) }
  open_sum: { value: sum(held.size) }
  begun: { value: count(held), within: ${within} days }
`;

/** Files that say nothing, for those that a property is not about. */
const still = {
  "clientele.yaml": config,
  "data/c.csv": "id,name\n01,a\n02,b\n03,c\n",
  "data/t.csv": "c,day,amount\n01,2026-11-18,5\n",
  "data/a.csv": "c,at,nps\n98,2026-11-18,1\n",
  "data/l.csv": "c,at,size\n98,2026-11-18,1\n",
  "data/v.csv": "c,seen,page,seconds\n98,2026-11-18 10:00:00,x,1\n",
  "data/h.csv": "c,opened,closed,size\n98,2026-11-18,,1\n",
  "data/closed.csv": "day\n2026-01-01\n",
};

const start = Date.parse("2026-08-01T00:00:00Z");
const iso = (n: number): string => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
const since = (days: number): string =>
  new Date(Date.parse(`${asOf}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
const customer = fc.constantFrom("01", "02", "03", "99");
const visit = fc.record({
  c: customer,
  day: fc.integer({ min: 0, max: 111 }).map(iso),
  hour: fc.integer({ min: 0, max: 23 }),
  page: fc.constantFrom("x", "y", "z"),
  seconds: fc.integer({ min: 0, max: 999 }),
});
const span = fc
  .record({
    c: customer,
    from: fc.integer({ min: 0, max: 130 }),
    length: fc.option(fc.integer({ min: 0, max: 130 })),
    size: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ c, from, length, size }) => ({
    c,
    opened: iso(from),
    closed: length === null ? null : iso(from + length),
    size,
  }));

const answer = fc.record({
  c: customer,
  day: fc.integer({ min: -330, max: 111 }).map(iso),
  hour: fc.integer({ min: 10, max: 12 }),
  value: fc.option(fc.integer({ min: 0, max: 10 })),
});
type Answer = {
  readonly c: string;
  readonly day: string;
  readonly hour: number;
  readonly value: number | null;
};

/** The row of a customer that holds: the latest, of one time the lowest. */
const latest = (rows: readonly Answer[], id: string, behind: string): number | null =>
  rows
    .filter((r) => r.c === id && r.day <= asOf && r.day > behind)
    .toSorted((a, b) => {
      const [x, y] = [`${a.day} ${a.hour}`, `${b.day} ${b.hour}`];
      return x === y ? (a.value ?? 99) - (b.value ?? 99) : x < y ? 1 : -1;
    })[0]?.value ?? null;

it("holds the latest answer and state, and leaves closed days out of recency, as defined", async () => {
  const samples = fc.tuple(
    fc.array(answer, { minLength: 1, maxLength: 40 }),
    fc.array(fc.integer({ min: 80, max: 115 }).map(iso), { minLength: 1, maxLength: 20 }),
    fc.integer({ min: 60, max: 108 }).map(iso),
  );
  await fc.assert(
    fc.asyncProperty(samples, async ([answers, closed, last]) => {
      const rows = answers.map((a) => `${a.c},${a.day} ${a.hour}:00:00,${a.value ?? ""}`);
      const { customers } = await compute({
        ...still,
        "data/t.csv": `c,day,amount\n01,${last},5\n02,2026-11-18,5\n`,
        "data/a.csv": ["c,at,nps", "98,2026-11-18 10:00:00,1", ...rows].join("\n"),
        "data/l.csv": ["c,at,size", "98,2026-11-18 10:00:00,1", ...rows].join("\n"),
        "data/closed.csv": ["day", ...closed].join("\n"),
      });
      for (const id of ["01", "02", "03"])
        expect(customers.get(id)).toMatchObject({
          m_answer: latest(
            answers.filter((a) => a.value !== null),
            id,
            since(365),
          ),
          m_state: latest(answers, id, ""),
        });
      const days = (Date.parse(asOf) - Date.parse(last)) / 86_400_000;
      const off = new Set(closed.filter((day) => day > last && day <= asOf)).size;
      expect(customers.get("01")).toMatchObject({ b_recency: days - off, b_tenure: days });
    }),
    { numRuns: 15 },
  );
});

it("sees the rows of events and spans as their definitions say, whatever the data", async () => {
  const samples = fc.tuple(
    fc.array(visit, { minLength: 1, maxLength: 60 }),
    fc.array(span, { minLength: 1, maxLength: 30 }),
  );
  await fc.assert(
    fc.asyncProperty(samples, async ([visits, spans]) => {
      const rows = visits.map((v) => `${v.c},${v.day} ${v.hour}:30:00,${v.page},${v.seconds}`);
      const { customers } = await compute({
        ...still,
        // One row that is kept: a source without any is refused.
        "data/v.csv": ["c,seen,page,seconds", "98,2026-11-18 10:00:00,x,1", ...rows].join("\n"),
        "data/h.csv": [
          "c,opened,closed,size",
          ...spans.map((s) => `${s.c},${s.opened},${s.closed ?? ""},${s.size}`),
        ].join("\n"),
      });
      for (const id of ["01", "02", "03"]) {
        const own = visits.filter((v) => v.c === id && v.page !== "z" && v.day <= asOf);
        const lately = own.filter((v) => v.day > since(within));
        const began = spans.filter((s) => s.c === id && s.opened <= asOf);
        const open = began.filter((s) => s.closed === null || s.closed > asOf);
        expect(customers.get(id)).toMatchObject({
          m_visits_ever: own.length,
          m_visits_lately: lately.filter((v) => v.page === "x").length,
          m_pages: new Set(lately.map((v) => v.page)).size,
          m_last_visit:
            own
              .map((v) => v.day)
              .toSorted()
              .at(-1) ?? null,
          m_seconds: lately.reduce((sum, v) => sum + v.seconds, 0),
          m_open: open.length,
          m_open_sum: open.reduce((sum, s) => sum + s.size, 0),
          m_begun: began.filter((s) => s.opened > since(within)).length,
        });
      }
    }),
    { numRuns: 15 },
  );
});
