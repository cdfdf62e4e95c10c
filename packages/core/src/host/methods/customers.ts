/** One customer with the reasons, and customers in lists. */
import { reach } from "../../compute/counterfactual/reach.ts";
import { personaOf } from "../../compute/personas/persona.ts";
import { dayIn } from "../../compute/project/today.ts";
import { suggestionsFor } from "../../compute/recommendations/recommend.ts";
import { prepare } from "../../compute/run/prepare.ts";
import { reasonsOf } from "../../compute/snapshot/explain.ts";
import {
  findCustomer,
  findMembers,
  findSegmentation,
  toCustomer,
} from "../../compute/snapshot/look-up.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import { servingOf } from "../../compute/snapshot/serving.ts";
import { ok } from "../../result.ts";
import type { Members, MembersQuery } from "../protocol.ts";
import { seenReasons } from "../../compute/snapshot/seen-reasons.ts";
import { whoIsMeant } from "../names/who-is-meant.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const customersMethods = ({
  engine,
  project,
  prepared,
  contacts,
  names,
  clock,
  inTurn,
  withSight,
}: SessionContext): MethodsOf<"explain" | "members" | "persona"> => ({
  explain: ({ viewer, customer, to }, { signal, progress }) =>
    withSight({ viewer }, async (seen, base) => {
      const found = await findCustomer(engine, seen, customer, { signal });
      if (!found.ok) return found;
      const { row, ...answer } = found.value;
      // Why somebody is where they are is told of all customers: cuts are those of everybody.
      const whole = toCustomer(row, base);
      const reasons = seenReasons(await reasonsOf(engine, base, whole, row, { signal }), seen);
      const { timezone } = base.model;
      const logged = {
        log: (ids?: readonly string[]) => contacts.read(timezone, ids),
        today: dayIn(clock(), timezone),
      };
      const serving = await servingOf(engine, base, whole, row, logged, { signal });
      if (!serving.ok) return serving;
      const served = serving.value === undefined ? {} : { serving: serving.value };
      const agreed = answer.customer.consent?.["personalised"];
      const suggested = await suggestionsFor(engine, base, answer.customer.id, agreed, {
        signal,
      });
      const likely = suggested === undefined ? {} : { suggested };
      const explained = { base: infoOf(seen), ...answer, reasons, ...served, ...likely };
      if (to === undefined) return ok(explained);
      // What would move the customer shares tables that it makes with previews, so each waits for the one before it.
      const reached = await inTurn(signal, async () =>
        reach(
          engine,
          {
            project,
            prepared: await prepare(engine, project, { signal, cache: prepared }),
            base,
            now: clock(),
            row,
            customer: answer.customer.id,
            to,
          },
          { signal, onTried: (done) => progress({ stage: "segments", detail: "", done }) },
        ),
      );
      return reached.ok ? ok({ ...explained, reach: reached.value }) : reached;
    }),
  members: ({ viewer, ...query }, { signal }) =>
    withSight({ viewer }, async (base, whole) => {
      const asked = query.match?.trim() ?? "";
      const named =
        asked === "" ? null : await whoIsMeant({ engine, names, seen: base, whole }, asked, signal);
      const found = await findMembers(engine, base, query, named, { signal });
      if (!found.ok) return found;
      const again = base.sight?.partial === true ? {} : boughtAgainOf(base, query.segment);
      return ok({ base: infoOf(base), ...again, ...found.value });
    }),
  persona: ({ viewer, segmentation, segment, sensitive = false }, { signal }) =>
    withSight({ viewer }, async (base) => {
      const found = findSegmentation(base, { segmentation, segment });
      if (!found.ok) return found;
      const request = { segmentation: found.value, segment, sensitive };
      const persona = await personaOf(engine, base, request, { signal });
      return ok({ base: infoOf(base), ...persona });
    }),
});

/** How many of a segment of a lifecycle bought again, where the run counted it. */
function boughtAgainOf(
  { manifest }: Base,
  asked: MembersQuery["segment"],
): Pick<Members, "boughtAgain"> {
  if (asked === undefined) return {};
  const known = manifest.summary.segmentations[asked.segmentation]?.bought_again;
  const counted = known?.segments[asked.segment];
  return known === undefined || counted === undefined
    ? {}
    : { boughtAgain: { days: known.days, ...counted } };
}
