import type { Listening } from "../answering.ts";

/** Who was removed, or became a guest, has other rights at once and not when Slack would be asked again. */
export function registerPeople({ app, services }: Listening): void {
  app.event("user_change", async ({ event }) => services.directory.forget(event.user.id));
}
