/** One customer with the reasons, and customers in lists. */
import { reach } from "../../compute/counterfactual/reach.ts";
import { personaOf } from "../../compute/personas/persona.ts";
import { dayIn } from "../../compute/project/today.ts";
import { suggestionsFor } from "../../compute/recommendations/recommend.ts";
import { prepare } from "../../compute/run/prepare.ts";
import { reasonsOf } from "../../compute/snapshot/explain.ts";
import { findCustomer, findMembers, findSegmentation } from "../../compute/snapshot/look-up.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import { servingOf } from "../../compute/snapshot/serving.ts";
import { ok } from "../../result.ts";
import type { Members, MembersQuery } from "../protocol.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const customersMethods = ({
  engine,
  project,
  prepared,
  contacts,
  names,
  clock,
  inTurn,
  withBase,
}: SessionContext): MethodsOf<"explain" | "members" | "persona"> => ({
  explain: ({ customer, to }, { signal, progress }) =>
    withBase(async (base) => {
      const found = await findCustomer(engine, base, customer, { signal });
      if (!found.ok) return found;
      const { row, ...answer } = found.value;
      const reasons = await reasonsOf(engine, base, answer.customer, row, { signal });
      const { timezone } = base.model;
      const logged = {
        log: (ids?: readonly string[]) => contacts.read(timezone, ids),
        today: dayIn(clock(), timezone),
      };
      const serving = await servingOf(engine, base, answer.customer, row, logged, { signal });
      if (!serving.ok) return serving;
      const served = serving.value === undefined ? {} : { serving: serving.value };
      const agreed = answer.customer.consent?.["personalised"];
      const suggested = await suggestionsFor(engine, base, answer.customer.id, agreed, {
        signal,
      });
      const likely = suggested === undefined ? {} : { suggested };
      const explained = { base: infoOf(base), ...answer, reasons, ...served, ...likely };
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
  members: (query, { signal }) =>
    withBase(async (base) => {
      const asked = query.match?.trim() ?? "";
      const meant = asked === "" ? null : ((await names?.search(base, asked, mostNamed)) ?? null);
      const named =
        meant === null ? null : { ids: meant.hits.map(({ id }) => id), more: meant.more };
      const found = await findMembers(engine, base, query, named, { signal });
      if (!found.ok) return found;
      const again = boughtAgainOf(base, query.segment);
      return ok({ base: infoOf(base), ...again, ...found.value });
    }),
  persona: ({ segmentation, segment, sensitive = false }, { signal }) =>
    withBase(async (base) => {
      const found = findSegmentation(base.model, { segmentation, segment });
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

/** Nobody pages further through customers of one name. */
const mostNamed = 1000;
