/**
 * Writes `src/blocks/block-schema.json`: the JSON Schema of Slack's message blocks, made from the types of @slack/types,
 * with `data_visualization` added by hand because the types do not know it yet. Run it again when @slack/types changes:
 * `node --conditions=source packages/slack-bot/scripts/generate-block-schema.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";
import { dataVisualization } from "./data-visualization.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const aside = mkdtempSync(join(folder, ".schema-"));
try {
  const source = join(aside, "blocks.ts");
  writeFileSync(source, 'export type { KnownBlock, ModalView, HomeView } from "@slack/types";\n');
  const tsconfig = join(aside, "tsconfig.json");
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    skipLibCheck: true,
  };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: ["blocks.ts"] }));
  const schema = createGenerator({
    path: source,
    tsconfig,
    type: "KnownBlock",
    additionalProperties: false,
    skipTypeCheck: true,
    jsDoc: "none",
  }).createSchema("KnownBlock");
  const definitions = { ...schema.definitions, DataVisualizationBlock: dataVisualization };
  const text = JSON.stringify({ $schema: schema.$schema, definitions });
  writeFileSync(join(folder, "src/blocks/block-schema.json"), `${text}\n`);
} finally {
  rmSync(aside, { recursive: true });
}
