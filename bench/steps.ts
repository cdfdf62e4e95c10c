/**
 * Where the time of a run goes: each statement of the engine with its seconds, cold and with a day of new data, in one process.
 * What JavaScript does between two statements stands under the name of the statement that follows it.
 *
 *     npm run pnpm -- exec node --conditions=source bench/steps.ts [customers] [transactions] [least seconds to tell]
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Lane } from "../packages/core/src/compute/engine/engine.ts";
import { openProjectEngine } from "../packages/core/src/compute/project/open-project-engine.ts";
import { openProject } from "../packages/core/src/compute/project/project.ts";
import { run } from "../packages/core/src/compute/run/run.ts";
import { publish } from "../packages/core/src/compute/snapshot/publish.ts";
import { compile, duckdb, type SqlNode } from "../packages/core/src/query/index.ts";
import { addFiles, keptDays } from "./whole/data.ts";
import { projectTexts } from "./whole/project.ts";

const customers = Number(process.argv[2] ?? 300_000);
const transactions = Number(process.argv[3] ?? 3_000_000);
const least = Number(process.argv[4] ?? 0.1);

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

type Step = { readonly text: string; readonly wall: number; readonly cpu: number };

/** The lane, telling what each statement took. Statements that wait for others of the lane count from when those are done. */
function told(lane: Lane, steps: Step[]): Lane {
  let last = { wall: performance.now(), cpu: processor() };
  const mark = (text: string): void => {
    const now = { wall: performance.now(), cpu: processor() };
    steps.push({ text, wall: (now.wall - last.wall) / 1000, cpu: now.cpu - last.cpu });
    last = now;
  };
  const named = (node: SqlNode): string => compile(node, duckdb).sql.replaceAll(/\s+/g, " ");
  const around = async <T>(node: SqlNode, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      mark(named(node));
    }
  };
  return {
    run: (node, options) => around(node, () => lane.run(node, options)),
    rows: (node, options) => around(node, () => lane.rows(node, options)),
    one: (node, options) => around(node, () => lane.one(node, options)),
    numbers: (node, options) => around(node, () => lane.numbers(node, options)),
    append: async (table, columns, options) => {
      await lane.append(table, columns, options);
      mark("append");
    },
    chunks: (node, options) => lane.chunks(node, options),
    async *numberChunks(node, options) {
      yield* lane.numberChunks(node, options);
      mark(named(node));
    },
  };
}

/** The most memory that this process ever had, in GB; 0 where nobody tells. */
const peak = (): number => process.resourceUsage().maxRSS / 1e6;

function tell(name: string, steps: readonly Step[], wall: number): void {
  const cpu = steps.reduce((sum, step) => sum + step.cpu, 0);
  console.log(
    `${name}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of processor; peak ${peak().toFixed(2)} GB`,
  );
  let rest = 0;
  for (const step of steps)
    if (step.cpu < least) rest += step.cpu;
    else
      console.log(
        `${step.cpu.toFixed(2).padStart(7)} ${step.wall.toFixed(2).padStart(7)}  ${step.text.slice(0, Number(process.env["STEP_TEXT"] ?? 150))}`,
      );
  console.log(`${rest.toFixed(2).padStart(7)}          the rest`);
}

const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-steps-"));
try {
  for (const [path, text] of Object.entries(projectTexts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "data"));
  const { before, last } = await keptDays({ customers, transactions });
  const project = openProject(folder, { allowRead: [], environment: process.env });
  const engine = await openProjectEngine(project);
  const days: readonly (readonly [string, string])[] = [
    ["cold", before],
    ["a day of new data", last],
  ];
  for (const [name, files] of days) {
    addFiles(files, join(folder, "data"));
    const steps: Step[] = [];
    const started = performance.now();
    const now = new Date();
    const answer = await run(told(engine.lane("run"), steps), project, { now });
    const wall = (performance.now() - started) / 1000;
    tell(name, steps, wall);
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    publish(project, { run: answer.value.summary.run, by: "bench", why: "", now });
  }
  await engine.close();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
