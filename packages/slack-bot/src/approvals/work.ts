import type { WebClient } from "@slack/web-api";
import type { Deciders } from "../access/deciders.ts";
import type { LocaleOf } from "../listeners/locale.ts";
import type { Services } from "../services.ts";

/** What the steps of a request share. */
export type Work = {
  readonly client: WebClient;
  readonly services: Services;
  readonly localeOf: LocaleOf;
  readonly clock: () => Date;
  /** Who decides on requests of an author, as it was a moment ago. */
  readonly audienceOf: Deciders["audience"];
};
