// TEMPORARY: stands in for what core does not export yet.
import type { Cell, View } from "@clientele/core/views";
import type { Explained, Members, PreviewResult, ProjectInfo } from "@clientele/core/host";
type O = { readonly locale: string };
export const formatCell = (cell: Cell, _o: O): string => String(cell.value ?? "–");
const text = (value: string): Cell => ({ value, type: "text" });
export const customerCard = (e: Explained, _p: ProjectInfo, { locale }: O): View => ({
  id: "card",
  title: `${e.customer.label} · ${e.customer.id}`,
  run: e.base.run,
  blocks: [
    {
      kind: "facts",
      facts: [
        { label: "", cells: [text("Save list"), text("High value")] },
        {
          label: locale === "en" ? "Recency" : "最近购买",
          cells: [{ value: 63, type: "days" }],
          note: "usually 21",
        },
        {
          label: locale === "en" ? "Revenue" : "收入",
          cells: [{ value: 96000, type: "money", unit: "CNY" }],
        },
      ],
    },
    { kind: "note", tone: "hint", text: "Owner Li Na · data to 18 Nov" },
  ],
  actions: [
    { id: "why", args: { customer: e.customer.id }, label: locale === "en" ? "Why?" : "为什么?" },
  ],
});
export const whyView = (e: Explained, _p: ProjectInfo, _o: O): View => ({
  id: "why",
  title: `Why · ${e.customer.label}`,
  run: e.base.run,
  blocks: [
    {
      kind: "facts",
      facts: [{ label: "Save list", cells: [text("value = 'high'")], note: "met" }],
    },
  ],
  actions: [{ id: "card", args: { customer: e.customer.id }, label: "Back to the card" }],
});
export const membersView = (m: Members, _p: ProjectInfo, _o: O): View => ({
  id: "members",
  title: "High value",
  run: m.base.run,
  blocks: [
    {
      kind: "table",
      columns: [
        { id: "c", label: "Customer", type: "customer" },
        { id: "o", label: "Owner", type: "text" },
      ],
      total: m.total,
      rows: m.rows.map((r) => [
        { value: r.label, type: "customer", ref: { kind: "customer", id: r.id } },
        text(r.id),
      ]),
    },
  ],
  actions: [],
});
export const segmentsView = (p: PreviewResult | ProjectInfo, _o: O): View => ({
  id: "segments",
  title: "Segments",
  run: null,
  blocks: p.segmentations.map((s) => ({
    kind: "table" as const,
    title: String(s.id),
    columns: [],
    rows: s.segments.map((g) => [text(g.id)]),
  })),
  actions: [],
});
export const helpView = (_o: O): View => ({
  id: "help",
  title: "Ask about a customer",
  run: null,
  blocks: [
    { kind: "note", tone: "plain", text: "/segment acme\n/segment why acme\n/segment list" },
  ],
  actions: [],
});
export const notFoundView = (asked: string, _o: O): View => ({
  id: "none",
  title: "",
  run: null,
  blocks: [
    { kind: "note", tone: "plain", text: `No “${asked}” among customers you can see. Try an ID.` },
  ],
  actions: [],
});
export type Viewer = { readonly actor: string };
export const viewerOf = (actor: string): Viewer => ({ actor });
export const mask = (view: View, _viewer: Viewer): View => view;
export type AuditEntry = {
  readonly at: Date;
  readonly actor: string;
  readonly surface: "cli" | "slack";
  readonly channel: string | null;
  readonly action: "show" | "find" | "segment" | "export" | "why" | "list";
  readonly asked: string;
  readonly customers: readonly string[];
  readonly run: string | null;
};
export type State = {
  audit: (entry: AuditEntry) => Promise<void>;
  firstSeen: (id: string) => Promise<boolean>;
  close: () => Promise<void>;
};
export const openState = async (
  _path: string,
): Promise<
  { ok: true; value: State } | { ok: false; errors: readonly import("@clientele/core").Problem[] }
> => {
  const s = new Set<string>();
  return {
    ok: true,
    value: {
      audit: async () => {},
      firstSeen: async (id) => !s.has(id) && !!s.add(id),
      close: async () => {},
    },
  };
};
export const statePath = (folder: string): string => `${folder}/.clientele/state.sqlite`;
export const generateExample = async (_dir: string): Promise<void> => {};
export const runSummaryText = (_s: object, _p: ProjectInfo): string => "";
