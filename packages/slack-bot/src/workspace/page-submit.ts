import { isObject, type JsonObject } from "../blocks/json.ts";
import type { Driver } from "./driver.ts";
import type { LocalSlack } from "./local-slack.ts";
import type { Done } from "./page-deeds.ts";
import type { Actor } from "./payloads.ts";
import { parseJson } from "./request-body.ts";

/** How long Slack waits for the answer to a submitted modal, in milliseconds. */
const patience = 3000;

/**
 * A modal submitted, and what the bot wants done with it: nothing said closes it, `update` and `push` show another view,
 * `clear` closes all, `errors` stay beside the fields. Where the bot does not answer in time, the modal stays as it is.
 */
export async function submitModal(
  { timeline, layer }: LocalSlack,
  driver: Driver,
  actor: Actor,
  values: JsonObject,
): Promise<Done> {
  const view = timeline.modalOf(actor.user);
  if (view === undefined) return { status: 404 };
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), patience).unref();
  });
  const delivered = await Promise.race([
    driver.submit(actor, { ...view, state: { values } }),
    late,
  ]);
  if (delivered === null) return { status: 0 };
  const { status, body } = delivered;
  if (status !== 200) return { status };
  const answer = parseJson(body);
  const told = isObject(answer) ? answer["response_action"] : undefined;
  const next = isObject(answer) ? answer["view"] : undefined;
  const errors = isObject(answer) ? answer["errors"] : undefined;
  if (told === "errors" && isObject(errors)) return { status, errors };
  if (told === "clear") timeline.clear(actor.user);
  else if (told === "push" && isObject(next)) await layer(actor.user, view, next);
  else if (isObject(next)) {
    // The bot may have put its answer there already; what it acknowledged with is older.
    if (timeline.modalOf(actor.user) === view) timeline.update({ ...next, id: view["id"] ?? "" });
  } else timeline.pop(actor.user);
  return { status };
}
