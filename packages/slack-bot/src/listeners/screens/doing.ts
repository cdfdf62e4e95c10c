import type { BlockAction, RespondFn } from "@slack/bolt";
import type { Deed } from "../../screens/deed.ts";
import type { From, Listening } from "../answering.ts";
import type { Pressed } from "./respond.ts";

/** A deed under way: who does it, on what, and where it was pressed. */
export type Doing = {
  readonly listening: Listening;
  readonly from: From;
  readonly deed: Deed;
  readonly body: BlockAction;
  readonly pressed: Pressed;
  readonly respond: RespondFn;
};
