import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Customers of the test project, one row each in `customers.csv`. */
export const customers = 200;

/**
 * Writes a small project into a new temporary folder. Customer n has n mod 8 orders, the last of them n mod 150 days
 * before the end, and spends 10 × n on each.
 *
 * @returns its folder
 */
export function writeProject(): string {
  const root = mkdtempSync(join(tmpdir(), "clientele-"));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("clientele.yaml", project);
  write("segmentations/service.yaml", service);
  write("segmentations/value.yaml", value);
  write(
    "strategies/save.yaml",
    "strategy: save\nfor: service\nobjective: retain\nowners: { lead: key_accounts }\n",
  );
  write("segmentations/rfm.yaml", rfm);
  write("segmentations/traits.yaml", traits);
  write("segmentations/alike.yaml", alike);
  write("strategies/call.yaml", call);
  write("checks/service.yaml", checks);
  write("compose/docker.yaml", "services: {}\n");
  write(".vscode/settings.json", JSON.stringify({ "clientele.allowRead": ["/"] })); // which must have no effect
  write("data/customers.csv", customersTable());
  write("data/transactions.csv", transactionsTable());
  return root;
}

const project = `clientele: 1
name: { en: Harbour shop, zh-CN: 港湾商店 }
currency: CNY
timezone: Asia/Shanghai
as_of: 2026-11-18
sources:
  customers:
    from: data/customers.csv
    key: customer_id
    label: name
  transactions:
    from: data/transactions.csv
    customer: customer_id
    order: invoice_no
    time: paid_at
    amount: amount
metrics:
  app_share:
    title: { en: App share, zh-CN: 移动端占比 }
    value: count(transactions) filter (where channel = 'app') / count(transactions)
    within: 180 days
`;

const service = `# How each customer is served; the first rule that fits wins.
segmentation: service
title: { en: Service, zh-CN: 服务 }
kind: rules
assign: first
segments:
  - id: save_list
    title: { en: Save list, zh-CN: 挽留名单 }
    when: value = 'high' and recency > 60
  - id: loyal
    title: { en: Loyal, zh-CN: 忠实客户 }
    when: frequency >= 5
  - id: digital
    title: { en: Digital, zh-CN: 数字客户 }
    when: app_share >= 0.5 and last_order >= as_of - 90 days
  - id: standard
    title: { en: Standard, zh-CN: 标准 }
    else: true
`;

const value = `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, title: { en: High value, zh-CN: 高价值 }, top: 80% of value }
  - { id: mid, title: { en: Mid value, zh-CN: 中价值 }, top: 95% of value }
  - { id: low, title: { en: Low value, zh-CN: 低价值 }, rest: true }
`;

const rfm = `segmentation: rfm
kind: rfm
within: 365 days
others: none
`;

const traits = `segmentation: traits
title: { en: Traits, zh-CN: 特征 }
kind: rules
assign: all
segments:
  - { id: frequent, title: { en: Frequent, zh-CN: 高频 }, when: frequency >= 5 }
  - { id: spender, title: { en: Big spender, zh-CN: 高消费 }, when: monetary >= 5000 }
  - { id: away, title: { en: Away, zh-CN: 久未购买 }, when: recency > 90 }
`;

const alike = `segmentation: alike
title: { en: Alike, zh-CN: 相似 }
kind: kmeans
features: [recency, frequency]
k: auto
`;

const call = `strategy: call
for: service.save_list
objective: retain
owners: { lead: key_accounts }
actions:
  - { id: call, do: { en: Call, zh-CN: 致电 }, cost: { money: 40, hours: { service: 0.5 } } }
`;

/** The second one fails. */
const checks = `check: service
title: { en: Service, zh-CN: 服务 }
tests:
  - test: Everybody is served
    segmentation: service
    coverage: { at_least: 100% }
  - test: Few are on the save list
    segment: service.save_list
    customers: { at_most: 1 }
`;

/** For a file of its own: a key and a name that do not exist. Tests say so by line. */
export const broken = `segmentation: broken
kind: rules
segments:
  - id: quiet
    whenn: recency > 60
  - id: busy
    when: frequenzy > 3
`;

function customersTable(): string {
  const cities = ["Shanghai", "Suzhou", "Hefei"];
  const rows = numbers(customers).map(
    (n) => `${idOf(n)},Customer ${n},${cities[n % cities.length]}`,
  );
  return ["customer_id,name,city", ...rows, ""].join("\n");
}

function transactionsTable(): string {
  const end = Date.UTC(2026, 10, 18);
  const rows = numbers(customers).flatMap((n) =>
    numbers(n % 8).map((k) => {
      const day = new Date(end - ((n % 150) + k * 20) * 86_400_000).toISOString().slice(0, 10);
      return `${idOf(n)},${n}-${k},${day},${10 * n},${(n + k) % 3 === 0 ? "shop" : "app"}`;
    }),
  );
  return ["customer_id,invoice_no,paid_at,amount,channel", ...rows, ""].join("\n");
}

const idOf = (n: number): string => String(n).padStart(5, "0");
const numbers = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);
