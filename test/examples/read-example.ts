import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "@clientele/core/language";
import { readConfig, type Config } from "../../packages/core/src/language/config/read-config.ts";

const folder = join(import.meta.dirname, "../../examples");

/** The example projects, by name. */
export const examples: readonly string[] = readdirSync(folder).filter((name) =>
  existsSync(join(folder, name, "clientele.yaml")),
);

/** The configuration of an example, read as the product reads it. */
export function readExample(name: string): Config {
  const paths = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" });
  const texts = paths
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, readFileSync(join(folder, name, path), "utf8")] as const);
  return readConfig(filesOf(Object.fromEntries(texts)));
}
