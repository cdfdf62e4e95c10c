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
  held: { kind: spans, from: data/h.csv, customer: c, start: opened, end: closed }
metrics:
  visits_ever: { value: count(visits) }
  visits_lately: { value: count(visits) filter (where page = 'x'), within: ${within} days }
  pages: { value: count(distinct page), within: ${within} days }
  last_visit: { value: max(visits.day) }
  seconds: { value: sum(seconds), within: ${within} days }
  open: { value: count(held) }
  open_sum: { value: sum(held.size) }
  begun: { value: count(held), within: ${within} days }
`;

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

it("sees the rows of events and spans as their definitions say, whatever the data", async () => {
  const samples = fc.tuple(
    fc.array(visit, { minLength: 1, maxLength: 60 }),
    fc.array(span, { minLength: 1, maxLength: 30 }),
  );
  await fc.assert(
    fc.asyncProperty(samples, async ([visits, spans]) => {
      const rows = visits.map((v) => `${v.c},${v.day} ${v.hour}:30:00,${v.page},${v.seconds}`);
      const { customers } = await compute({
        "clientele.yaml": config,
        "data/c.csv": "id,name\n01,a\n02,b\n03,c\n",
        "data/t.csv": "c,day,amount\n01,2026-11-18,5\n",
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
