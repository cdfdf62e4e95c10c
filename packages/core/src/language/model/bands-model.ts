/** The models of bands: tests on a value, in the order in which they are tried. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { BandConfig } from "../config/bands-schema.ts";
import type { SegmentationConfig } from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { BandTest } from "./model.ts";
import { placeOfKey, placeOfValue, type Report } from "./table-parts.ts";
import type { Typed } from "./typed.ts";

/** The parts of a configuration that say which values a band holds. */
export type BandTests = Pick<BandConfig, "at_least" | "top" | "in" | "rest">;

/** What a band holds, as far as the file says it. */
export function testOf(band: BandTests): BandTest {
  if (band.at_least !== undefined) return { kind: "at-least", value: String(band.at_least) };
  if (band.top !== undefined)
    return { kind: "top", share: Number(`${band.top.replace(/%.*$/s, "").trim()}e-2`) };
  if (band.in !== undefined)
    return { kind: "in", values: typeof band.in === "string" ? [band.in] : band.in };
  return { kind: "rest" };
}

const keys = ["at_least", "top", "in", "rest"] as const;
/**
 * Tests that say nothing: none or two in one band, after `rest`, not below the one before, of a type that `by` has not.
 *
 * @param path of the list of bands
 * @param allowed the tests that make sense here
 */
export function checkBands(
  file: ConfigFile<SegmentationConfig>,
  path: YamlPath,
  bands: readonly (BandTests & { readonly id?: string })[],
  by: Pick<Typed, "type">,
  allowed: readonly (typeof keys)[number][],
  report: Report,
): void {
  bands.forEach((band, index) => {
    const id = band.id ?? String(index + 1);
    const at = [...path, index];
    const given = keys.filter((key) => band[key] !== undefined);
    const [key] = given;
    if (given.length !== 1 || key === undefined || !allowed.includes(key)) {
      const wrong = given.find((k) => !allowed.includes(k));
      const values = {
        key: String(path.at(-1)),
        expected: `one of ${allowed.join(", ")}`,
        got: wrong ?? String(given.length),
      };
      report(
        problem("bad-value", values, placeOfKey(file, wrong === undefined ? at : [...at, wrong])),
      );
      return;
    }
    const place = placeOfValue(file, [...at, key]);
    if (key === "rest" && index < bands.length - 1)
      report(problem("rest-not-last", { id }, placeOfKey(file, [...at, key])));
    const wanted = key === "in" ? "text" : key === "rest" ? by.type : "number";
    if (![wanted, "unknown", "null"].includes(by.type)) {
      report(problem("wrong-type", { key: "by", expected: wanted, got: by.type }, place));
      return;
    }
    const earlier = bands.slice(0, index).findLast((b) => b[key] !== undefined);
    const test = testOf(band);
    const before = earlier === undefined ? undefined : testOf(earlier);
    const falls =
      (test.kind === "at-least" &&
        before?.kind === "at-least" &&
        Number(test.value) >= Number(before.value)) ||
      (test.kind === "top" && before?.kind === "top" && test.share <= before.share) ||
      (test.kind === "top" && (test.share <= 0 || test.share > 1));
    if (falls) report(problem("tier-order", { id }, place));
  });
}
