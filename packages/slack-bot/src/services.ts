import type { State } from "@clientele/core";
import type { Host, ProjectInfo } from "@clientele/core/host";
import type { Access } from "./access/access.ts";
import type { Deciders } from "./access/deciders.ts";
import type { Directory } from "./access/directory.ts";
import type { Asking } from "./ask/asking.ts";
import type { Log } from "./log.ts";

/** What answers are made from: the engine, the project as it is published now, and the state. */
export type Services = {
  readonly access: Access;
  /** Who decides on publish requests. */
  readonly deciders: Deciders;
  /** Who people are, as Slack says it. */
  readonly directory: Directory;
  readonly engine: Pick<Host, "call">;
  readonly project: () => ProjectInfo;
  readonly state: State;
  /** The words of the project, and what was said before. */
  readonly asking: Asking;
  /** The time that it is for schedules. */
  readonly clock: () => Date;
  /** How long what is being sent is kept from other instances without a sign of life, in milliseconds. */
  readonly lease: number;
  readonly log: Log;
};
