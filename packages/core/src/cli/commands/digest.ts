import { extname } from "node:path";
import { ok, err } from "../../result.ts";
import { digestDetailView, digestView, mask, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, styleOf, viewerHere, type Command } from "../context.ts";
import { digestJson } from "../digest-json.ts";
import { writeDigest } from "../write-digest.ts";
import { withSession } from "../with-session.ts";

/** `clientele digest [ID]`: what a digest tells, as it would be sent now; `--out` as a picture or a text. */
export const digest: Command = async (context) => {
  const [id] = context.operands;
  const { out, asOf, owner } = context.options;
  if (out !== undefined && ![".png", ".svg", ".txt"].includes(extname(out)))
    return err(wrongUse("digest takes --out with a file that ends in .png, .svg or .txt"));
  const project = projectOf(context);
  if (!project.ok) return project;
  return withSession(context, project.value, async (session, call) => {
    const made = await session.digest(
      {
        viewer: viewerHere(),
        ...(id === undefined ? {} : { digest: id }),
        ...(asOf === undefined ? {} : { run: asOf }),
        ...(owner === undefined ? {} : { scope: { kind: "owner", owner } }),
      },
      call,
    );
    if (!made.ok) return made;
    const { value } = made;
    const named = [...value.losses, ...value.overdue].map((row) => row.customer.id);
    const logged = await audit(context, project.value, {
      action: "digest",
      asked: value.digest,
      customers: [...new Set(named)],
      run: value.run,
    });
    if (!logged.ok) return logged;
    const info = await session.info();
    const locale = context.options.locale ?? value.locale ?? info.locale;
    const style = { ...styleOf(context), locale };
    const viewer = viewerHere();
    const main = mask(digestView(value, info, style), viewer);
    const detail = mask(digestDetailView(value, info, style), viewer);
    const text = `${toText(main, style)}\n\n${toText(detail, style)}`;
    if (out !== undefined) {
      const plain = { ...style, colour: false };
      const written = `${toText(main, plain)}\n\n${toText(detail, plain)}\n`;
      const done = await writeDigest(context, out, { main, detail, text: written, style: plain });
      if (!done.ok) return done;
    }
    return ok({
      json: digestJson(value, locale),
      text: out === undefined ? text : out,
      problems: [],
    });
  });
};
