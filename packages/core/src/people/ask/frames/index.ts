/** The kinds of questions, in the order in which the first wins where several explain as much. */
import {
  cardFrame,
  historyFrame,
  nextFrame,
  reachFrame,
  valueFrame,
  whyFrame,
  whyInFrame,
} from "./about-customer.ts";
import {
  compareFrame,
  defineFrame,
  helloFrame,
  helpFrame,
  movesFrame,
  segmentsFrame,
  trendFrame,
} from "./about-segments.ts";
import {
  countFrame,
  countEachFrame,
  eachFrame,
  figureFrame,
  listFrame,
  shareFrame,
} from "./about-sets.ts";
import type { Frame } from "./frame.ts";
import { rankFrame } from "./group-rank.ts";

export const frames: readonly Frame[] = [
  helpFrame,
  helloFrame,
  segmentsFrame,
  defineFrame,
  reachFrame,
  whyFrame,
  nextFrame,
  historyFrame,
  valueFrame,
  compareFrame,
  movesFrame,
  trendFrame,
  shareFrame,
  figureFrame,
  countFrame,
  rankFrame,
  countEachFrame,
  eachFrame,
  listFrame,
  whyInFrame,
  cardFrame,
];
