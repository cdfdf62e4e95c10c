export { connectHost, type Host, type HostOptions } from "./client.ts";
export type * from "./protocol.ts";
export { ownerOf } from "../viewer.ts";
