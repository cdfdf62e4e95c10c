import { env, l10n } from "vscode";
import { catalogBlocks, qualityBlocks } from "@clientele/core/views";
import type { Session } from "../../client/session.ts";
import type { ViewPages } from "../view-pages.ts";
import { askEngine } from "./ask-engine.ts";

/** What the data hold and what is wrong with them, as a page. */
export async function profileData(session: Session, pages: ViewPages): Promise<void> {
  const found = await askEngine(session, "quality", {}, l10n.t("Looking at the data"));
  if (found === undefined) return;
  const title = l10n.t("What the data hold");
  const blocks = [
    ...qualityBlocks(found.quality, env.language),
    ...catalogBlocks(found.catalog, env.language),
  ];
  const view = { id: "profile", title, run: null, blocks, actions: [] };
  await pages.show(title, view, env.language);
}
