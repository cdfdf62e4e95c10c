/**
 * How quick the language is: problems of a large project after one keystroke, completion, and the parser of rules.
 *
 *     node --conditions=source bench/language.ts
 */
import { cpus } from "node:os";
import { parseYaml } from "../packages/core/src/language/config/yaml-source.ts";
import { completionsAt } from "../packages/core/src/language/authoring/completion.ts";
import { diagnosticsOf } from "../packages/core/src/language/authoring/diagnostics.ts";
import {
  readWorkspace,
  type Workspace,
} from "../packages/core/src/language/authoring/workspace.ts";
import { parse } from "../packages/core/src/language/expression/parse.ts";
import type { Files } from "../packages/core/src/language/files.ts";

const files = 50;
const segmentsPerFile = 20;
const metrics = 100;

const project = `clientele: 1
name: Bench
sources:
  transactions: { from: t.csv, customer: c, time: t, amount: a }
metrics:
${Array.from({ length: metrics }, (_, i) => `  m${i}:\n    title: { en: Metric ${i}, zh-CN: 指标 ${i} }\n    value: sum(amount) filter (where channel = 'c${i}') / count(transactions)\n    within: ${30 + i} days\n`).join("")}`;

const rule = (file: number, i: number): string =>
  `monetary > ${100 + i} and recency between ${i} and ${i + 30} days and (frequency >= 3 or m${(file + i) % metrics} < 0.${i + 1}) and not coalesce(m${i}, 0) = 7`;

const segmentation = (file: number): string =>
  `segmentation: s${file}\nkind: rules\ntitle: { en: Scheme ${file}, zh-CN: 方案 ${file} }\nassign: all\nsegments:\n${Array.from({ length: segmentsPerFile }, (_, i) => `  - id: x${i}\n    title: { en: Segment ${i}, zh-CN: 客群 ${i} }\n    when: ${rule(file, i)}\n`).join("")}`;

const texts = new Map<string, { text: string; version: string }>([
  ["clientele.yaml", { text: project, version: "0" }],
  ...Array.from(
    { length: files },
    (_, i) => [`segmentations/s${i}.yaml`, { text: segmentation(i), version: "0" }] as const,
  ),
]);
const held = (): Files => ({ list: () => [...texts.keys()].toSorted(), read: (p) => texts.get(p) });

/** The median and the 95th percentile of so many rounds, in milliseconds, after as many to warm up. */
function timed(rounds: number, work: (round: number) => void): string {
  const took: number[] = [];
  let busy = 0;
  for (let round = 0; round < rounds * 2; round += 1) {
    const start = performance.now();
    const used = process.cpuUsage();
    work(round);
    if (round < rounds) continue;
    took.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    busy += (user + system) / 1000 / rounds;
  }
  took.sort((a, b) => a - b);
  const at = (share: number): string => (took[Math.floor(share * took.length)] ?? 0).toFixed(1);
  return `${at(0.5)} ms (95 %: ${at(0.95)}; of the processor's time ${busy.toFixed(1)})`;
}

const edited = "segmentations/s25.yaml";
function press(round: number): void {
  const text = segmentation(25).replace("monetary > 105", `monetary > ${round % 10}`);
  texts.set(edited, { text, version: String(round + 1) });
}

let workspace: Workspace = readWorkspace(held(), undefined, {});
const size = [...texts.values()].reduce((sum, { text }) => sum + text.length, 0);
console.log(`${cpus()[0]?.model ?? ""}, ${cpus().length} cores, Node ${process.version}`);
console.log(
  `${files * segmentsPerFile} segments in ${files} files, ${metrics} metrics, ${Math.round(size / 1024)} KiB`,
);
console.log(`problems: ${workspace.problems.length}`);

const oneFile = texts.get(edited)?.text ?? "";
console.log(
  `floor: the YAML of the edited file alone         ${timed(20, () => parseYaml(edited, oneFile))}`,
);
console.log(
  `diagnostics after one keystroke (bar 100 ms)    ${timed(20, (round) => {
    press(round);
    workspace = readWorkspace(held(), undefined, {}, workspace);
    diagnosticsOf(workspace);
  })}`,
);
const lines = oneFile.split("\n");
const line = lines.findIndex((l) => l.includes("when:"));
const character = (lines[line] ?? "").indexOf("monetary") + 3;
console.log(
  `completion in a rule (bar 30 ms)                ${timed(20, (round) => {
    press(round);
    completionsAt({ ...workspace, files: held() }, edited, { line, character });
  })}`,
);
console.log(
  `completion of a key (bar 30 ms)                 ${timed(20, () => completionsAt(workspace, edited, { line, character: 5 }))}`,
);

const rules = Array.from({ length: 20_000 }, (_, i) => rule(i % 7, i % 20));
const bytes = rules.reduce((sum, r) => sum + r.length, 0);
for (let warm = 0; warm < 2; warm += 1) for (const r of rules) parse(r);
const start = performance.now();
for (const r of rules) parse(r);
const seconds = (performance.now() - start) / 1000;
console.log(
  `rules parsed (bar 1 MB/s)                       ${(bytes / seconds / 1e6).toFixed(1)} MB/s`,
);
