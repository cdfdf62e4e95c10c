/** What `forget` says: a preview, or the certificate. */
import { languageOf, type Language } from "../messages/index.ts";

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

const en = {
  would: "Would be forgotten (nothing has been changed):",
  done: (certificate: string) => `Forgotten. Certificate ${certificate}`,
  writing: (run: string) => `writing ${run} anew`,
  snapshots: (rows: number, runs: number) =>
    `snapshots: ${many(rows, "row", "rows")} in ${many(runs, "run", "runs")}`,
  state: (lookUps: number, contacts: number, mentions: number) =>
    `state: ${many(lookUps, "look-up", "look-ups")}, ${many(contacts, "contact", "contacts")}, ${many(mentions, "mention", "mentions")} in questions and notes`,
  needles: (ids: number, words: number) =>
    `known by: ${many(ids, "id", "ids")} and ${many(words, "name, number or address", "names, numbers and addresses")} of their own`,
  searched: (files: number, bytes: number) =>
    `searched: ${many(files, "file", "files")} of .clientele, ${many(bytes, "byte", "bytes")}`,
  nothing: "found in the bytes: nothing",
  still: "  found in the bytes of:",
  sources: "Files of yours that hold the person, which are not ours to change:",
  kept: "  Runs leave the person out, whatever these files say. Copies of databases and workbooks are made anew by the next run.",
  totals:
    "Totals of the runs are without the person; their manifests say when. Exports that were handed out are with whom they were given to.",
  doIt: "To do it, add --yes. It cannot be undone.",
};

const zh: typeof en = {
  would: "将被删除的内容（尚未改动）：",
  done: (certificate) => `已删除。证明编号 ${certificate}`,
  writing: (run) => `正在重写 ${run}`,
  snapshots: (rows, runs) => `快照：${runs} 次运行中的 ${rows} 行`,
  state: (lookUps, contacts, mentions) =>
    `状态：查询 ${lookUps} 次、联系 ${contacts} 次、提问与备注提及 ${mentions} 处`,
  needles: (ids, words) => `识别依据：编号 ${ids} 个，专属姓名、号码或地址 ${words} 个`,
  searched: (files, bytes) =>
    `已检索：.clientele 的 ${files} 个文件，共 ${bytes.toLocaleString("zh-CN")} 字节`,
  nothing: "字节检索结果：无",
  still: "  以下文件的字节中仍有：",
  sources: "以下文件属于您，仍含此人，需自行处理：",
  kept: "  无论这些文件如何，今后的运行都不再纳入此人。数据库与工作簿的副本将由下次运行重新生成。",
  totals: "各次运行的合计已不含此人，清单中记有时间。已交付的导出文件由接收方保管。",
  doIt: "确认执行请加 --yes；此操作不可撤销。",
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

export const forgetWords = (locale: string): typeof en => words[languageOf(locale)];
