/** What people hold to be wrong, for who writes the rules. */
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import type { MethodsOf, SessionContext } from "../session-context.ts";

export const disputesMethods = ({
  contacts,
  clock,
}: SessionContext): MethodsOf<"disputes" | "resolveDispute"> => ({
  disputes: async () => {
    const found = await contacts.withState((state) => state.disputes.list({ open: true }));
    if (found === "none") return ok({ disputes: [] });
    if (!found.ok) return found;
    const disputes = found.value.map(
      ({ id, at, actor, customer, segmentation, segment, wanted, why, run }) => ({
        id,
        at,
        by: actor,
        customer,
        segmentation,
        segment,
        wanted,
        why,
        run,
      }),
    );
    return ok({ disputes });
  },
  resolveDispute: async ({ id, by, note }) => {
    const at = clock().toISOString();
    const ended = await contacts.withState((state) => state.disputes.resolve(id, { at, by, note }));
    if (ended !== "none" && !ended.ok) return ended;
    const unknown = problem(
      "unknown-dispute",
      { dispute: id },
      { file: ".clientele", range: fileStart },
    );
    return ended === "none" || ended.value === undefined ? err(unknown) : ok(null);
  },
});
