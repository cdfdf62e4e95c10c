import type { Migration } from "kysely/migration";
import * as auditAndSeen from "./0001-audit-and-seen.ts";
import * as contacts from "./0002-contacts.ts";
import * as auditSearch from "./0003-audit-search.ts";
import * as digests from "./0004-digests.ts";
import * as disputesAndWatches from "./0005-disputes-and-watches.ts";
import * as publishRequests from "./0006-publish-requests.ts";
import * as subscriptionsAndInstallations from "./0007-subscriptions-and-installations.ts";
import * as requestPlaces from "./0008-request-places.ts";

/** Every migration by its file's name, in order. Never changed once released; a later one mends an earlier one. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-audit-and-seen": auditAndSeen,
  "0002-contacts": contacts,
  "0003-audit-search": auditSearch,
  "0004-digests": digests,
  "0005-disputes-and-watches": disputesAndWatches,
  "0006-publish-requests": publishRequests,
  "0007-subscriptions-and-installations": subscriptionsAndInstallations,
  "0008-request-places": requestPlaces,
};
