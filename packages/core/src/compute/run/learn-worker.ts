/** The thread of a long fit. */
import { parentPort, workerData } from "node:worker_threads";
import { learnerOf } from "../../domain/learners.ts";
import {
  learnNow,
  polishNow,
  type LearnInput,
  type LearnMessage,
  type PolishInput,
} from "./learn.ts";

const input = workerData as LearnInput | PolishInput; // `learn.ts` starts us with nothing else
const say = (message: LearnMessage): void => parentPort?.postMessage(message);
const progress = (done: number): void => say({ done });
const learner = learnerOf(input.learner);
say({
  result:
    "cells" in input ? polishNow(learner, input, progress) : learnNow(learner, input, progress),
});
