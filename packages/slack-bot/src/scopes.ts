/** What the bot may do in a workspace: the same as in `manifest.yaml`; the README says what each is for. */
export const botScopes: readonly string[] = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:write",
  "links:read",
  "links:write",
  "usergroups:read",
  "users:read",
  "users:read.email",
];
