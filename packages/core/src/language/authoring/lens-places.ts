/** Where editors write a line of figures besides those of segments: metrics, strategies, tests. */
import type { Range } from "../../problem.ts";
import type { Span } from "../expression/ast.ts";
import { kindOfFile } from "../config/read-config.ts";
import { isEmpty, plainText, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";

export type LensPlace = {
  readonly kind: "metric" | "strategy" | "test";
  /** The metric's or strategy's name, the test's sentence. */
  readonly name: string;
  readonly range: Range;
};

/**
 * @param path of the file, relative to the project
 * @returns in the order of the text, also of one that is half typed
 * @example lensPlaces("strategies/a.yaml", "strategy: save\nfor: value.high\n")[0]?.name // => "save"
 */
export function lensPlaces(path: string, text: string): readonly LensPlace[] {
  const file = kindOfFile(path);
  if (file !== "project" && file !== "strategy" && file !== "check") return [];
  const rangeOf = rangesIn(text);
  const at = (kind: LensPlace["kind"], span: Span): LensPlace => ({
    kind,
    name: plainText(text, span),
    range: rangeOf(span),
  });
  return scanYaml(text).flatMap(({ path: keys, key, value }): readonly LensPlace[] => {
    const [first, , third] = keys;
    if (file === "project")
      return keys.length === 2 && first === "metrics" ? [at("metric", key)] : [];
    if (isEmpty(value)) return [];
    if (file === "strategy")
      return keys.length === 1 && first === "strategy" ? [at("strategy", value)] : [];
    return keys.length === 3 && first === "tests" && third === "test" ? [at("test", value)] : [];
  });
}
