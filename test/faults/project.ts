/** A project whose run takes long enough to be disturbed, and the figures that it gives. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { config, customers, temporaryFolder, value } from "../cli/temporary-project.ts";

const lineCount = 150_000;

/** Lines of 4 customers over two years; amounts have cents, a fiftieth are refunds. */
const lines = (): string => {
  const rows: string[] = ["customer,order_no,paid_at,quantity,price,channel,type,original"];
  for (let i = 0; i < lineCount; i += 1) {
    const customer = ["00428", "00002", "00003", "00004"][i % 4];
    const day = new Date(Date.UTC(2025, 0, 1 + (i % 680))).toISOString().slice(0, 10);
    const refund = i % 50 === 49;
    const of = refund ? `O${i - 4}` : "";
    const type = refund ? "refund" : "sale";
    rows.push(
      `${customer},O${i},${day} 10:00:00,${1 + (i % 3)},${(i % 900) / 100 + 1},${i % 5 === 0 ? "app" : "shop"},${type},${of}`,
    );
  }
  return `${rows.join("\n")}\n`;
};

/** The project, for as long as the tests of a file. */
export function slowProject(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-faults-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const files = {
    "clientele.yaml": config,
    "segmentations/value.yaml": value,
    "data/customers.csv": customers,
    "data/transactions.csv": lines(),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Another folder with the same project; its ingest cache is left out on request. */
export function copyOf(project: string, options: { readonly cache: boolean }): string {
  const folder = temporaryFolder();
  cpSync(project, folder, { recursive: true });
  if (!options.cache) rmSync(join(folder, ".clientele/cache"), { recursive: true, force: true });
  return folder;
}

/** What a run printed without what differs from run to run. */
export function figuresOf(out: string): Readonly<Record<string, unknown>> {
  const { run: _run, seconds: _seconds, ...figures } = JSON.parse(out) as Record<string, unknown>; // `--json`
  return figures;
}
