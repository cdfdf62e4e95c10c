import { err, ok } from "../../result.ts";
import { membersView, toText } from "../../views/index.ts";
import { wrongUse, type Options } from "../arguments.ts";
import { audit, projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { customerJson } from "../json.ts";
import { withSession } from "../with-session.ts";

/** `--sort clv`: the largest first, unless `--ascending`. */
export const sortOf = ({
  sort,
  ascending,
}: Options): { readonly sort?: string; readonly descending?: boolean } =>
  sort === undefined ? {} : { sort, descending: !ascending };

/** `clientele find "EXPR"`: the customers for whom a rule holds. */
export const find: Command = async (context) => {
  const where = context.operands.join(" ").trim();
  if (where === "") return err(wrongUse('find takes a rule, such as "recency > 60"'));
  const project = projectOf(context);
  if (!project.ok) return project;
  const { options } = context;
  return withSession(context, project.value, async (session, call) => {
    const limit = options.limit === undefined ? {} : { limit: options.limit };
    const found = await session.members(
      { viewer: viewerHere(), where, ...sortOf(options), ...limit },
      call,
    );
    if (!found.ok) return found;
    const { rows, total, base } = found.value;
    const customers = rows.map((row) => row.id);
    const logged = await audit(context, project.value, {
      action: "find",
      asked: where,
      customers,
      run: base.run,
    });
    if (!logged.ok) return logged;
    const info = await session.info();
    const view = membersView(found.value, info, {
      ...styleOf(context),
      ...(options.sort === undefined ? {} : { metrics: [options.sort] }),
    });
    return ok({
      json: { total, rows: rows.map((row) => customerJson(row, info)) },
      text: toText(view, styleOf(context)),
      problems: [],
    });
  });
};
