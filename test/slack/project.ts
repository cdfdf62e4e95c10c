import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A small shop: value by revenue of the year, and a list by recency. Names include some that try to break out. */
const files = {
  "clientele.yaml": `clientele: 1
name: { en: Small shop, zh-CN: 小店 }
locale: en
currency: CNY
timezone: Asia/Shanghai
as_of: 2026-11-18
sources:
  customers:
    from: data/customers.csv
    key: id
    label: name
    owner: owner
    columns:
      city:
        title: { en: City, zh-CN: 城市 }
  transactions:
    from: data/transactions.csv
    customer: customer
    order: order_no
    time: paid_at
    amount: amount
`,
  "segmentations/value.yaml": `segmentation: value
title: { en: Value, zh-CN: 客户价值 }
kind: tiers
by: monetary
within: 365 days
tiers:
  - id: high
    title: { en: High value, zh-CN: 高价值 }
    top: 80% of value
  - id: low
    title: { en: Low value, zh-CN: 低价值 }
    rest: true
`,
  "segmentations/care.yaml": `segmentation: care
title: { en: Care lists, zh-CN: 关怀名单 }
kind: rules
assign: all
segments:
  - id: save_list
    title: { en: Save list, zh-CN: 挽留名单 }
    when: value = 'high' and recency > 60
`,
};

/** Id, name, and days since the last order before 18 November 2026, newest first. */
const named: readonly (readonly [id: string, name: string, days: number, amount: number])[] = [
  ["00428", "苏州丽华纺织", 63, 96_000],
  ["00429", "Lihua Trading", 12, 40_000],
  ["00430", "Acme", 0, 900],
  ["00431", "<!channel> *Bold* <http://evil.example|Acme>", 70, 50_000],
  ["00432", "Rock & Roll <b>", 20, 1200],
];
/** Enough of one name to fill a page, and more than a select holds of another. */
const crowd = [
  ...Array.from({ length: 7 }, (_, i) => [`G${i}`, `Garden ${i}`, 30, 300] as const),
  ...Array.from({ length: 120 }, (_, i) => [`N${i}`, `Nursery ${i}`, 40, 200] as const),
];

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export type ShopOptions = {
  /** Customers' names are personal data. */
  readonly privateNames?: boolean;
  /** More files, or other texts of these, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Who may see what: the text of `access.yaml`. */
  readonly access?: string;
  /** Owners by customer; the others are Li Na's. */
  readonly owners?: Readonly<Record<string, string>>;
};

/** Writes the shop to a temporary folder. */
export async function writeShop(
  options: ShopOptions = {},
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "clientele-slack-"));
  const everybody = [...named, ...crowd];
  const customers = everybody.map(
    ([id, name]) => `${id},${quoted(name)},${options.owners?.[id] ?? "li.na@example.com"},Suzhou`,
  );
  const transactions = everybody.map(([id, , days, amount], i) => {
    const day = new Date(Date.UTC(2026, 10, 18 - days)).toISOString().slice(0, 10);
    return `${id},O${i},${day},${amount}`;
  });
  const all = {
    ...files,
    ...(options.access === undefined ? {} : { "access.yaml": options.access }),
    "data/customers.csv": ["id,name,owner,city", ...customers].join("\n"),
    "data/transactions.csv": ["customer,order_no,paid_at,amount", ...transactions].join("\n"),
    ...options.files,
  };
  if (options.privateNames === true)
    all["clientele.yaml"] = all["clientele.yaml"].replace(
      "    columns:\n",
      "    columns:\n      name: { pii: name }\n",
    );
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
