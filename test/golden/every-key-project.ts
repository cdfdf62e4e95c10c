/** The golden project that uses every key, and the columns that its data would have. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkModels } from "../../packages/core/src/domain/checks/check-model.ts";
import { readConfig } from "../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../packages/core/src/language/files.ts";
import { digestModels } from "../../packages/core/src/language/model/digest-model.ts";
import { deliverModel } from "../../packages/core/src/language/model/deliver-model.ts";
import { consentsOf } from "../../packages/core/src/language/model/model.ts";
import { accessModel } from "../../packages/core/src/language/model/access-models.ts";
import { planModels } from "../../packages/core/src/language/model/plan-model.ts";
import { buildModel } from "../../packages/core/src/language/model/build-model.ts";
import { catalogOf, type Texts } from "../core/language/project.ts";

const folder = join(import.meta.dirname, "config/every-key");

export const everyKey: Texts = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".yaml"))
    .toSorted()
    .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
);

export const everyKeyCatalog = catalogOf({
  customers: {
    customer_id: "text",
    name: "text",
    short_name: "text",
    account_manager: "text",
    parent_id: "text",
    household_id: "text",
    internal: "boolean",
    valid_from: "date",
    valid_to: "date",
    sms_ok: "boolean",
    joined: "text",
    budget: "number",
    class: "text",
    region: "text",
  },
  transactions: {
    customer_id: "text",
    invoice_no: "text",
    paid_at: "text",
    quantity: "number",
    unit_price: "number",
    ccy: "text",
    type: "text",
    original_order: "text",
    channel: "text",
  },
  rates: { currency: "text", rate: "number", date: "date" },
  identities: { old_id: "text", customer_id: "text" },
  visits: { visitor: "text", seen_at: "text", page: "text", code: "number" },
  holdings: { holder: "text", opened: "text", closed: "text", product: "number" },
  surveys: {
    respondent: "text",
    answered_at: "text",
    nps: "number",
    mode: "number",
    spoilt: "boolean",
  },
  balances: { holder: "text", month_end: "text", balance: "number", iban: "text" },
  market: { region: "text", year: "number", potential: "text" },
  calendar: { date: "date" },
});

/** What a project comes to: its model, its tests and all problems, without places. */
export function outcomeOf(texts: Texts): {
  readonly problems: readonly string[];
  readonly content: string;
} {
  const config = readConfig(filesOf(texts));
  const { model, problems } = buildModel(config, everyKeyCatalog, {});
  const checks =
    model === undefined ? undefined : checkModels(config.checks, model, everyKeyCatalog);
  const plans =
    model === undefined
      ? []
      : planModels(config.plans, { ...model, service: model.service, broken: new Set() }, () => {});
  const digests =
    model === undefined
      ? []
      : digestModels(config.digests, { ...model, open: false, broken: new Set() }, () => {});
  const deliver =
    model === undefined || config.project === undefined
      ? undefined
      : deliverModel(
          config.project,
          { ...model, consents: consentsOf(model), broken: new Set() },
          () => {},
        );
  const access =
    config.access === undefined ? undefined : accessModel(config.access, null, () => {});
  const all = [...problems, ...(checks?.problems ?? [])];
  return {
    problems: all.map(
      (p) => `${p.code} ${p.file}:${p.range.start.line + 1} ${JSON.stringify(p.values)}`,
    ),
    content: JSON.stringify(
      [
        config.project?.value.locale,
        config.project?.value.name,
        model,
        checks?.tests,
        plans,
        digests,
        access,
        deliver,
      ],
      (key, value: unknown) =>
        ["span", "place", "whenPlace", "file", "range"].includes(key)
          ? undefined
          : value instanceof Map
            ? [...value]
            : value,
    ),
  };
}
