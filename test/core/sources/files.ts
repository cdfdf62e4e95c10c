/** The project of the golden file, with data. */
import { readFileSync } from "node:fs";

const golden = readFileSync(new URL("../../golden/config/sources.yaml", import.meta.url), "utf8");

export const files = {
  "clientele.yaml": golden,
  "segmentations/s.yaml": `segmentation: s
kind: rules
segments:
  - { id: keen, when: pricing_visits > 0 }
  - { id: rest, else: true }
`,
  "data/customers.csv": "id,name\n01,Ann\n02,Bo\n03,Cy\n",
  "data/orders.csv": "customer,day,amount\n01,2026-11-20,10\n02,2026-11-21,5\n",
  "data/visits.csv": [
    "visitor,seen_at,page,code",
    "01,20/10/2026 10:00,pricing,007",
    "01,22/10/2026 10:00,pricing,007",
    "01,21/11/2026 23:59,home,8",
    "02,20/10/2026 10:00,pricing,007",
    "02,20/11/2026 10:00,robots,007",
    "99,20/11/2026 10:00,pricing,007",
  ].join("\n"),
  "data/holidays.csv": [
    "name,day",
    "before the last order,2026-11-19",
    "the day of it,2026-11-20",
    "the day itself,2026-11-21",
    "once more,2026-11-21",
    "afterwards,2026-11-22",
  ].join("\n"),
  "data/nps.csv": [
    "customer,answered_at,nps",
    "01,2026-11-20 09:00:00,9",
    "01,2026-11-20 12:00:00,4",
    "01,2026-11-20 12:00:00,7",
    "01,2026-11-21 12:00:00,",
    "02,2025-11-21,10",
    "03,2025-11-22,0",
  ].join("\n"),
  "data/balances.csv": [
    "customer,month_end,amount,iban",
    "01,2026-10-31,70.50,0012",
    "01,2026-09-30,900,0012",
    "02,2026-11-21,5,0034",
  ].join("\n"),
  "data/holdings.csv": [
    "customer,opened,closed,amount",
    "01,2026-01-01,,100.10",
    "01,2026-10-01,2026-11-21,7",
    "02,2026-11-01,2026-12-01,50.20",
    "02,2026-11-22,,1000",
  ].join("\n"),
};

/** The files with a part of one replaced. */
export function replaced(path: keyof typeof files, from: string, to: string): typeof files {
  const text = files[path].replace(from, to);
  if (text === files[path]) throw new Error(`${path} has no ${from}`);
  return { ...files, [path]: text };
}
