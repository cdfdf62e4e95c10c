import { problem, type Problem } from "../../../packages/core/src/problem.ts";

const file = "segmentations/care.yaml";
const range = { start: { line: 6, character: 10 }, end: { line: 6, character: 17 } };

/** As it goes over the host's protocol: values, not prose. */
export const unknownName: Problem = problem(
  "unknown-name",
  { name: "recensy", nearest: "recency" },
  { file, range },
  { fixes: [{ title: "recency", edits: [{ file, range, newText: "recency" }] }] },
);
