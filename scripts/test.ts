/**
 * What `npm test` runs: every check, one after the other. The last line says how many passed, failed and were skipped;
 * a whole check, such as lint, counts as one.
 *
 *     node --conditions=source scripts/test.ts [--only lint|unit|vscode]
 */
import { parseArgs } from "node:util";
import { add, nothing, sentence, type Counts } from "./test/counts.ts";
import { stages, type Part, type Stage } from "./test/stages.ts";

const parts: readonly Part[] = ["lint", "unit", "vscode"];

/** The stages that `--only` leaves; all without it; `undefined` where it names no part. */
function chosenStages(args: readonly string[]): readonly Stage[] | undefined {
  const { values } = parseArgs({ args: [...args], options: { only: { type: "string" } } });
  if (values.only === undefined) return stages;
  const part = parts.find((known) => known === values.only);
  return part && stages.filter((stage) => stage.parts.includes(part));
}

async function runAll(chosen: readonly Stage[]): Promise<Counts> {
  let total = nothing;
  for (const stage of chosen) {
    console.log(`\n── ${stage.title}`);
    const started = performance.now();
    const counts = await stage.run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`── ${stage.title}: ${counts.failed === 0 ? "well" : "FAILED"} after ${seconds} s`);
    total = add(total, counts);
    if (stage.essential === true && counts.failed > 0) break;
  }
  return total;
}

const chosen = chosenStages(process.argv.slice(2));
if (chosen === undefined) {
  console.error(`--only takes one of ${parts.join(", ")}`);
  process.exitCode = 2;
} else {
  const total = await runAll(chosen);
  console.log(`\n${sentence(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
