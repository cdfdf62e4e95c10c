import { nobodyOf, type Notice, type WatchRecord } from "@clientele/core";
import type { ChangesSince } from "@clientele/core/host";
import type { WebClient } from "@slack/web-api";
import type { Services } from "../services.ts";

/**
 * Where another run was published since: what changed for those who watch is written down for them, once for each change and
 * whichever instance finds it.
 *
 * @param place the Slack workspace
 */
export async function lookForChanges(
  services: Services,
  client: WebClient,
  place: string,
): Promise<void> {
  const { engine, state, log, access } = services;
  // Nobody's customers: the run that answers is all that is asked for.
  const now = await engine.call("members", { viewer: nobodyOf("bot"), limit: 0 });
  if (!now.ok || !now.value.base.published) return;
  const { run } = now.value.base;
  const behind = await state.watches.behind(place, run);
  const groups = Map.groupBy(behind, ({ actor, run: known }) => `${actor} ${known}`);
  for (const watches of groups.values()) {
    const [first] = watches;
    if (first === undefined) continue;
    const sighted = await access.of(client, first.actor.replace(/^slack:/, ""), "");
    // Where it is not known what they may see, they are told later.
    if (sighted.kind === "unknown") continue;
    const answer = await engine.call("changesSince", {
      viewer: sighted.viewer,
      run: first.run,
      customers: watches.filter(({ kind }) => kind === "customer").map(({ target }) => target),
      segments: watches.flatMap((watch) => (watch.kind === "segment" ? [segmentOf(watch)] : [])),
    });
    if (!answer.ok) {
      log.warn("watch-failed", { kind: answer.error.kind });
      continue;
    }
    // Another run may have been published meanwhile: the next look tells of it.
    if (answer.value.base.run !== run) return;
    for (const watch of watches)
      await state.watches.advance(watch, place, run, noticeOf(watch, answer.value), new Date());
  }
}

const segmentOf = ({ target }: WatchRecord) => ({
  segmentation: target.slice(0, target.indexOf(".")),
  segment: target.slice(target.indexOf(".") + 1),
});

function noticeOf(watch: WatchRecord, changes: ChangesSince): Notice | null {
  const { run } = changes.base;
  if (watch.kind === "customer") {
    const moves = changes.customers
      .filter(({ customer }) => customer === watch.target)
      .map(({ segmentation, from, to }) => ({ segmentation, from, to }));
    return moves.length === 0
      ? null
      : { kind: "customer-moved", customer: watch.target, run, moves };
  }
  const { segmentation, segment } = segmentOf(watch);
  const found = changes.segments.find(
    (s) => s.segmentation === segmentation && s.segment === segment,
  );
  if (found === undefined || found.joined + found.left === 0) return null;
  const { joined, left, now } = found;
  return { kind: "segment-moved", segmentation, segment, run, joined, left, now };
}
