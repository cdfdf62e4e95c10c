/** What `deliver` says. */
import { languageOf, type Language } from "../messages/index.ts";

const en = {
  would: (events: number, waiting: number) =>
    `Would tell of ${events.toLocaleString("en")} customers${waiting === 0 ? "" : `, after ${waiting} batches that an earlier delivery left`}; nothing was sent`,
  done: (events: number, batches: number, resumed: boolean) =>
    events === 0 && !resumed
      ? "Nothing has changed since the last delivery"
      : `Delivered: ${events.toLocaleString("en")} customers, ${batches} ${batches === 1 ? "batch" : "batches"} taken${resumed ? ", those of an earlier delivery among them" : ""}`,
  again: (batch: string, attempt: number, why: string) => `${batch}: ${why}, attempt ${attempt}`,
};

const zh: typeof en = {
  would: (events, waiting) =>
    `将告知 ${events} 位客户的变化${waiting === 0 ? "" : `，并先补发上次剩余的 ${waiting} 批`}；尚未发送`,
  done: (events, batches, resumed) =>
    events === 0 && !resumed
      ? "自上次发送以来没有变化"
      : `已发送：${events} 位客户，接收方已收 ${batches} 批${resumed ? "，含上次剩余的批次" : ""}`,
  again: (batch, attempt, why) => `${batch}：${why}，第 ${attempt} 次尝试`,
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

export const deliverWords = (locale: string): typeof en => words[languageOf(locale)];
