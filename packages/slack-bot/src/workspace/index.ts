export { startLocalSlack, type Channel, type LocalSlack, type Person } from "./local-slack.ts";
export { createHttpTransport, type Delivered, type Forgery } from "./http-transport.ts";
export { openSlackSocket, type SlackSocket } from "./socket-transport.ts";
export { type Driver } from "./driver.ts";
export { type RecordedCall } from "./proxy.ts";
export { type TimelineMessage } from "./timeline.ts";
export { shortcuts } from "./shortcuts.ts";
