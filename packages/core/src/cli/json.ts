/** Shapes of `--json` that others build on. */
import type { CustomerRow, ProjectInfo } from "../host/protocol.ts";

export type CustomerJson = {
  readonly id: string;
  readonly label: string | null;
  readonly metrics: CustomerRow["values"];
  readonly attributes: CustomerRow["values"];
  /** One segment or none; a list where a customer can be in several. */
  readonly segments: Readonly<Record<string, string | null | readonly string[]>>;
  /** What the customer agreed to; left out where the project names nothing. */
  readonly consent?: Readonly<Record<string, boolean>>;
  /** The units that the customer is in, with how many customers each has; left out where the project names none. */
  readonly units?: CustomerRow["units"];
};

export function customerJson(customer: CustomerRow, project: ProjectInfo): CustomerJson {
  const kinds = new Map(project.metrics.map((m) => [m.id, m.kind]));
  const of = (kind: "metric" | "attribute"): CustomerRow["values"] =>
    Object.fromEntries(Object.entries(customer.values).filter(([id]) => kinds.get(id) === kind));
  const segments = project.segmentations.map(({ id, assign }) => {
    const found = customer.segments[id] ?? [];
    return [id, assign === "all" ? found : (found[0] ?? null)] as const;
  });
  return {
    id: customer.id,
    label: customer.label,
    metrics: of("metric"),
    attributes: of("attribute"),
    segments: Object.fromEntries(segments),
    ...(customer.consent === undefined ? {} : { consent: customer.consent }),
    ...(customer.units === undefined ? {} : { units: customer.units }),
  };
}
