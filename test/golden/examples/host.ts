import type {
  Incoming,
  Members,
  Methods,
  Outgoing,
} from "../../../packages/core/src/host/protocol.ts";
import { customer, explained } from "./explained.ts";
import { preview } from "./preview.ts";
import { unknownName } from "./problem.ts";
import { base, projectInfo } from "./project-info.ts";
import { runSummary } from "./run-summary.ts";
import { readerOf, type Viewer } from "../../../packages/core/src/viewer.ts";

/** Somebody who asks: an account manager who sees their own customers. */
const viewer: Viewer = {
  ...readerOf("slack:U024BE7LH"),
  roles: ["rep"],
  rows: { kind: "owned", by: ["U024BE7LH", "li.na@example.com"] },
  columns: { shown: null, hidden: ["margin"], sensitive: false },
  pii: ["name"],
};

/** What a surface sends: one request of each method, and a cancellation. */
export const incoming = [
  { id: 1, method: "open", params: { project: "examples/retail", allowRead: [] } },
  { id: 2, method: "catalog", params: {} },
  {
    id: 3,
    method: "values",
    params: { viewer, source: "customers", column: "city", prefix: "苏", limit: 20 },
  },
  {
    id: 4,
    method: "distribution",
    params: { viewer, metric: "nps", bins: 11 },
  },
  {
    id: 5,
    method: "preview",
    params: {
      panel: "service",
      overlay: { "segmentations/service.yaml": "segmentation: service\n" },
    },
    revision: 7,
  },
  { id: 6, method: "explain", params: { viewer, customer: "00428" } },
  { id: 7, method: "members", params: { viewer, match: "lihua", limit: 5 } },
  { id: 8, method: "run", params: { publish: { by: "zhao.min", why: "Widen save list" } } },
  { cancel: 5 },
  { id: 9, method: "shutdown", params: {} },
] satisfies Incoming[];

/** What the child sends: results, progress, and each kind of error. */
export const outgoing = [
  { id: 1, result: projectInfo satisfies Methods["open"]["result"] },
  { id: 5, result: preview satisfies Methods["preview"]["result"], revision: 7 },
  { id: 6, result: explained satisfies Methods["explain"]["result"] },
  { id: 7, result: { base, total: 1, rows: [customer] } satisfies Members },
  { id: 8, progress: { stage: "ingest", detail: "data/transactions/2026.parquet", done: 0.4 } },
  { id: 8, result: { ...runSummary, problems: [] } satisfies Methods["run"]["result"] },
  { id: 10, error: { kind: "problems", problems: [unknownName] } },
  { id: 11, error: { kind: "cancelled" }, revision: 8 },
  { id: 12, error: { kind: "failed", message: "the engine stopped (SIGKILL)" } },
] satisfies Outgoing[];
