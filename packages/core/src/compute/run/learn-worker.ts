/** The thread of a long fit. */
import { parentPort, workerData } from "node:worker_threads";
import { learnerOf } from "../../domain/learners.ts";
import { learnNow, type LearnInput, type LearnMessage } from "./learn.ts";

const input = workerData as LearnInput; // `learn` starts us with nothing else
const say = (message: LearnMessage): void => parentPort?.postMessage(message);
say({ result: learnNow(learnerOf(input.learner), input, (done) => say({ done })) });
