export { connectHost, type Answer, type Host, type HostOptions } from "./client.ts";
export { assistantTools, type Ask, type AssistantAnswer, type AssistantTool } from "./assistant.ts";
export type * from "./protocol.ts";
export { ownerOf, readerOf } from "../viewer.ts";
