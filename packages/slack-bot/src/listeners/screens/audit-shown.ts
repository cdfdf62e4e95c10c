import type { AuditEntry } from "@clientele/core";
import type { Reading } from "../../ask/reply.ts";
import type { Services } from "../../services.ts";

/** Writes down that a screen showed customers to somebody, before it is sent. */
export async function auditShown(
  services: Services,
  { asker }: Reading,
  entry: Pick<AuditEntry, "action" | "asked" | "customers">,
): Promise<void> {
  await services.state.audit({
    ...entry,
    at: new Date().toISOString(),
    actor: `slack:${asker.user}`,
    surface: "slack",
    channel: asker.channel === "" ? null : asker.channel,
    run: services.project().base?.run ?? null,
  });
}
