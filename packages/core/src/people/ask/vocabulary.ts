import { vocabularyEn } from "./vocabulary-en.ts";
import { vocabularyZh } from "./vocabulary-zh.ts";

/** What a word does in a question. */
export type Job = keyof typeof vocabularyEn | "sorting" | "measure" | "after_time";

/** Words and phrases of both languages with their jobs. */
export const vocabulary: readonly (readonly [job: Job, phrase: string])[] = [
  vocabularyEn,
  vocabularyZh,
].flatMap((words) =>
  Object.entries(words).flatMap(([job, phrases]) =>
    // The tables' keys are jobs.
    [...new Set(phrases.split("|"))].map((phrase) => [job as Job, phrase] as const),
  ),
);
