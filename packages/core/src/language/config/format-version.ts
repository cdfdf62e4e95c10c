/** The version of the files' format: `clientele: 1`. */
import { problem, type Problem } from "../../problem.ts";
import { rangeOfValue, type YamlSource } from "./yaml-source.ts";

/** The one that this program reads and writes. */
export const formatVersion = 1;

/**
 * A problem where a project was written for a newer version: whatever else it says may mean something that is not known
 * here, so nothing else is reported of it.
 *
 * @param value what the file holds
 */
export function futureFormat(source: YamlSource, value: unknown): Problem | undefined {
  const written = formatOf(value);
  if (source.path !== "clientele.yaml" || written === undefined || written <= formatVersion)
    return undefined;
  const place = { file: source.path, range: rangeOfValue(source, ["clientele"]) };
  const values = { path: source.path, format: written, supported: formatVersion };
  return problem("future-format", values, place);
}

/** The version that a file says it has; `undefined` where it says none. */
export function formatOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null || !("clientele" in value)) return undefined;
  const { clientele } = value;
  return typeof clientele === "number" && Number.isInteger(clientele) ? clientele : undefined;
}
