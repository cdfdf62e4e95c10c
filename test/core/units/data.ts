/** A project of customers with parents and households, as short as a test needs it. */
import { openFiles, type Opened, type Ran } from "../tables/run-project.ts";

export const config = `clientele: 1
name: Units
as_of: 2026-11-18
sources:
  customers:
    from: data/c.csv
    key: id
    parent: above
    groups: { household: hh }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  spend_per_order: { value: monetary / frequency }
`;

/** A rules file of a unit: a segment for each rule, in order. */
export const rules = (name: string, unit: string, ...whens: readonly string[]): string =>
  `segmentation: ${name}\nkind: rules\nunit: ${unit}\nsegments:\n${whens
    .map((when, i) => `  - { id: s${i + 1}, when: ${JSON.stringify(when)} }\n`)
    .join("")}`;

/** @param customers rows of `id,above,hh,city`, @param lines rows of `customer,order_no,day,amount` */
export const files = (
  customers: readonly string[],
  lines: readonly string[],
  segmentations: Readonly<Record<string, string>>,
  own = config,
): Readonly<Record<string, string>> => ({
  "clientele.yaml": own,
  "data/c.csv": `${own.includes("valid:") ? "id,above,hh,city,from_day,to_day" : "id,above,hh,city"}\n${customers.join("\n")}\n`,
  "data/t.csv": `customer,order_no,day,amount\n${lines.join("\n")}\n`,
  ...Object.fromEntries(
    Object.entries(segmentations).map(([name, text]) => [`segmentations/${name}.yaml`, text]),
  ),
});

export const open = (...parts: Parameters<typeof files>): Promise<Opened> =>
  openFiles(files(...parts));

/** The segment of each customer, by id. */
export const segmentsOf = ({ customers }: Ran, name: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...customers].map(([id, row]) => [id, row[`s_${name}`] ?? null]));
