/** What `deliver` says. */
import type { DeliveryNote } from "../compute/deliver/record.ts";
import type { DeliveredOnPublish } from "../host/protocol.ts";
import { languageOf, type Language } from "../messages/index.ts";

const en = {
  would: (events: number, waiting: number) =>
    `Would tell of ${events.toLocaleString("en")} customers${waiting === 0 ? "" : `, after ${waiting} batches that an earlier delivery left`}; nothing was sent`,
  done: (events: number, batches: number, resumed: boolean) =>
    events === 0 && !resumed
      ? "Nothing has changed since the last delivery"
      : `Delivered: ${events.toLocaleString("en")} customers, ${batches} ${batches === 1 ? "batch" : "batches"} taken${resumed ? ", those of an earlier delivery among them" : ""}`,
  again: (batch: string, attempt: number, why: string) => `${batch}: ${why}, attempt ${attempt}`,
  last: ({ at, events, host, failed, waiting }: DeliveryNote) =>
    failed === null
      ? `Last: ${events.toLocaleString("en")} customers to ${host}, ${at}`
      : `Last: ${host} did not take it (${failed}), ${waiting} batches wait, ${at}`,
};

const zh: typeof en = {
  would: (events, waiting) =>
    `将告知 ${events} 位客户的变化${waiting === 0 ? "" : `，并先补发上次剩余的 ${waiting} 批`}；尚未发送`,
  done: (events, batches, resumed) =>
    events === 0 && !resumed
      ? "自上次发送以来没有变化"
      : `已发送：${events} 位客户，接收方已收 ${batches} 批${resumed ? "，含上次剩余的批次" : ""}`,
  again: (batch, attempt, why) => `${batch}：${why}，第 ${attempt} 次尝试`,
  last: ({ at, events, host, failed, waiting }) =>
    failed === null
      ? `上次：向 ${host} 告知 ${events} 位客户，${at}`
      : `上次：${host} 未接收（${failed}），${waiting} 批待发，${at}`,
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

export const deliverWords = (locale: string): typeof en => words[languageOf(locale)];

type OnPublish = DeliveredOnPublish | undefined;

/** What publishing delivered, as a sentence; nothing where the project delivers by command, or nothing was taken. */
export function deliveredLines(delivered: OnPublish, locale: string): readonly string[] {
  const { delivery = null } = delivered ?? {};
  if (delivery === null) return [];
  return [deliverWords(locale).done(delivery.events, delivery.batches, delivery.resumed)];
}

/** The same as `--json` prints it. */
export function deliveredJson(delivered: OnPublish): Readonly<Record<string, unknown>> {
  const { delivery = null } = delivered ?? {};
  if (delivery === null) return {};
  const { problems: _, ...told } = delivery;
  return { delivery: told };
}
