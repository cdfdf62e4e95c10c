/** A project whose text holds a cursor, written `|`. */
import { filesOf } from "../../../packages/core/src/language/files.ts";
import {
  readWorkspace,
  type Workspace,
} from "../../../packages/core/src/language/authoring/workspace.ts";
import type { Catalog } from "../../../packages/core/src/language/model/catalog.ts";
import type { Position } from "../../../packages/core/src/problem.ts";

export const project = `clientele: 1
name: Shop
sources:
  customers:
    from: data/c.csv
    key: customer_id
  transactions:
    from: data/t.csv
    customer: customer_id
    time: paid_at
    amount: total
metrics:
  app_share:
    title: { en: App share, zh-CN: 移动端占比 }
    value: count(transactions) filter (where channel = 'app') / count(transactions)
    within: 180 days
`;

export const value = `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, title: High value, top: 80% of value }
  - { id: low, rest: true }
`;

export const care = `segmentation: care
kind: rules
assign: all
segments:
  - id: save
    title: Save list
    when: value = 'high'
`;

const column = (
  name: string,
  type: "text" | "number" | "date",
  top: readonly (readonly [string, number])[] = [],
) => ({
  name,
  type,
  nativeType: "",
  nullShare: null,
  distinct: null,
  minimum: null,
  maximum: null,
  top: top.map(([text, count]) => ({ value: text, count })),
  complete: false,
});

const catalog: Catalog = {
  sources: [
    {
      name: "customers",
      files: [],
      rows: null,
      columns: [
        column("customer_id", "text"),
        column("city", "text", [
          ["苏州", 120],
          ["O'Fallon", 3],
        ]),
        column("first order", "date"),
      ],
    },
    {
      name: "transactions",
      files: [],
      rows: null,
      columns: [
        column("customer_id", "text"),
        column("paid_at", "date"),
        column("total", "number"),
        column("channel", "text", [
          ["app", 9],
          ["shop", 4],
        ]),
      ],
    },
  ],
};

export type Cursor = {
  readonly workspace: Workspace;
  readonly path: string;
  readonly position: Position;
};

/**
 * The project with one more file, or with another text for one that it has.
 *
 * @param marked its text, with `|` where the cursor stands
 */
export function cursorIn(
  path: string,
  marked: string,
  known: Catalog | undefined = catalog,
): Cursor {
  const at = marked.indexOf("|");
  if (at < 0) throw new RangeError(`no cursor in ${marked}`);
  const before = marked.slice(0, at).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const texts = {
    "clientele.yaml": project,
    "segmentations/value.yaml": value,
    "segmentations/care.yaml": care,
    [path]: marked.slice(0, at) + marked.slice(at + 1),
  };
  return { workspace: readWorkspace(filesOf(texts), known, {}), path, position };
}
