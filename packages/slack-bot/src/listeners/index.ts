import type { App } from "@slack/bolt";
import { botLocale } from "../messages/index.ts";
import type { Services } from "../services.ts";
import { createBeside } from "./agent/beside.ts";
import { registerFeedback } from "./agent/feedback.ts";
import { createOffered } from "./agent/offered.ts";
import { registerPrompts } from "./agent/prompts.ts";
import { registerAlone } from "./actions/alone.ts";
import { registerPress } from "./actions/press.ts";
import type { Listening } from "./answering.ts";
import { registerSegmentCommand } from "./commands/segment.ts";
import { registerDirectMessage } from "./events/direct-message.ts";
import { registerMention } from "./events/mention.ts";
import { registerPeople } from "./events/people.ts";
import { createLocaleOf } from "./locale.ts";
import { registerSearch } from "./options/search.ts";
import { registerApprovals } from "./screens/approvals.ts";
import { registerContactSubmit } from "./screens/contact.ts";
import { registerDeeds } from "./screens/deeds.ts";
import { registerDigests } from "./screens/digests.ts";
import { registerDisputeSubmit } from "./screens/dispute.ts";
import { registerHome } from "./screens/home.ts";
import { registerLinks } from "./screens/links.ts";
import { registerWatches } from "./screens/watch.ts";
import { registerUninstalled } from "./events/uninstalled.ts";
import { registerLookUp } from "./shortcuts/look-up.ts";
import { registerLookUpSubmit } from "./views/look-up.ts";

/** All that the bot listens to. @returns what listeners share, for what the bot does of itself */
export function registerListeners(app: App, services: Services): Listening {
  const fallback = () => botLocale(services.project().locale);
  const listening: Listening = {
    app,
    services,
    localeOf: createLocaleOf(fallback, services.log, () => Date.now()),
  };
  registerSegmentCommand(listening);
  registerMention(listening);
  const offered = createOffered(services.log, () => Date.now());
  const beside = createBeside(() => Date.now());
  registerDirectMessage(listening, offered, beside);
  registerPrompts(listening, offered, beside);
  registerFeedback(listening);
  registerAlone(listening);
  registerPress(listening);
  registerSearch(listening);
  registerLookUp(listening);
  registerLookUpSubmit(listening);
  registerApprovals(listening);
  registerDeeds(listening);
  registerHome(listening);
  registerDisputeSubmit(listening);
  registerWatches(listening);
  registerDigests(listening);
  registerUninstalled(listening);
  registerPeople(listening);
  registerLinks(listening);
  registerContactSubmit(listening);
  return listening;
}
