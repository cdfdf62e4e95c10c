/** Which columns of the sources are ids of customers, as the configuration writes them. */
import { readConfig } from "../../language/config/read-config.ts";
import type { Project } from "../project/project.ts";

/** By source; keys that are computed are told as they are written. */
export function idColumns(project: Project): ReadonlyMap<string, readonly string[]> {
  const sources = readConfig(project.files).project?.value.sources;
  if (sources === undefined) return new Map();
  const { customers, transactions, identities, ...others } = sources;
  const plain = (...texts: readonly string[]): readonly string[] =>
    texts.map((text) => text.trim().replace(/^"(.*)"$/, "$1"));
  return new Map([
    ...(customers === undefined ? [] : [["customers", plain(customers.key)] as const]),
    ["transactions", plain(transactions.customer)],
    ...(identities === undefined
      ? []
      : [["identities", plain(identities.alias, identities.customer)] as const]),
    ...Object.entries(others).flatMap(([name, other]) =>
      "customer" in other ? [[name, plain(other.customer)] as const] : [],
    ),
  ]);
}
