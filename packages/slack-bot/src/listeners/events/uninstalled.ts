import type { Listening } from "../answering.ts";

/** What a workspace took back is kept no longer. Where the token is in the environment, there is nothing kept. */
export function registerUninstalled({ app, services }: Listening): void {
  const { state, log } = services;
  app.event("app_uninstalled", async ({ body }) => {
    await state.installations.remove(body.team_id);
    log.info("uninstalled", { place: body.team_id });
  });
  app.event("tokens_revoked", async ({ body, event }) => {
    if ((event.tokens.bot ?? []).length === 0) return;
    await state.installations.remove(body.team_id);
    log.info("tokens-revoked", { place: body.team_id });
  });
}
