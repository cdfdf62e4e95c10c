/** Small projects in temporary folders. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export const config = `clientele: 1
name: Test
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
      phone: { pii: phone, type: text }
  transactions:
    from: data/transactions.csv
    customer: customer
    order: order_no
    time: paid_at
    amount: quantity * price
    refund: { when: type = 'refund', of: original }
metrics:
  app_share:
    value: count(transactions) filter (where channel = 'app') / count(transactions)
`;

export const value = `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, top: 50% of value }
  - { id: rest, rest: true }
`;

const care = `segmentation: care
kind: rules
assign: all
segments:
  - id: save_list
    title: { en: Save list, zh-CN: 挽留名单 }
    when: value = 'high' and recency > 30
  - id: app
    when: app_share >= 0.5
`;

export const customers = `id,name,owner,city,phone
00428,苏州丽华纺织,li@example.com,Suzhou,013800000000
00002,Acme Trading,wang@example.com,Shanghai,013900000000
00003,Acme Tools,wang@example.com,Shanghai,013900000001
00004,No Orders Yet,,Wuxi,
`;

export const transactions = `customer,order_no,paid_at,quantity,price,channel,type,original
00428,A1,2026-01-10 10:00:00,10,100.10,phone,sale,
00428,A1,2026-01-10 10:00:00,1,0.20,phone,sale,
00428,A2,2026-09-16 10:00:00,5,100,phone,sale,
00002,B1,2026-11-01 09:00:00,2,10.05,app,sale,
00002,B2,2026-11-10 09:00:00,1,30,app,sale,
00002,B3,2026-11-11 09:00:00,1,30,app,refund,B2
00003,C1,2026-11-18 23:59:59,1,12.5,counter,sale,
`;

const files = {
  "clientele.yaml": config,
  "segmentations/value.yaml": value,
  "segmentations/care.yaml": care,
  "data/customers.csv": customers,
  "data/transactions.csv": transactions,
};

/**
 * A project in a folder that is removed after the test.
 *
 * @param changes files by path; `null` leaves a file out
 */
export function temporaryProject(
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): string {
  const folder = temporaryFolder();
  fillProject(folder, changes);
  return folder;
}

/** Writes the project's files, as `temporaryProject` has them, into a folder. */
export function fillProject(
  folder: string,
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): void {
  for (const [path, text] of Object.entries({ ...files, ...changes })) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
