/** The command's own words in both languages. Problems have theirs in `messages/`. */
import { languageOf, type Language } from "../messages/index.ts";
import type { Progress } from "../host/protocol.ts";

type Words = {
  readonly stages: Readonly<Record<Progress["stage"], string>>;
  readonly clean: (files: number) => string;
  readonly problems: (errors: number, warnings: number) => string;
  readonly published: (run: string) => string;
  readonly noRuns: string;
  readonly exported: (rows: number, file: string) => string;
  readonly created: (folder: string) => string;
  readonly next: string;
  readonly profile: {
    readonly rows: (rows: number) => string;
    readonly column: string;
    readonly type: string;
    readonly missing: string;
    readonly distinct: string;
    readonly range: string;
    readonly frequent: string;
  };
  readonly runs: {
    readonly title: string;
    readonly run: string;
    readonly asOf: string;
    readonly customers: string;
    readonly seconds: string;
    readonly live: string;
  };
};

const en: Words = {
  stages: {
    catalog: "looking at the data",
    ingest: "reading transactions",
    metrics: "computing metrics",
    segments: "assigning segments",
    snapshot: "writing the snapshot",
  },
  clean: (files) => `${files} ${files === 1 ? "file" : "files"}, no problems`,
  problems: (errors, warnings) =>
    `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`,
  published: (run) => `Published ${run}`,
  noRuns: "Nothing has been run yet. Start with: clientele run",
  exported: (rows, file) => `${rows.toLocaleString("en")} customers written to ${file}`,
  created: (folder) => `A project is in ${folder}`,
  next: "Next",
  profile: {
    rows: (rows) => `${rows.toLocaleString("en")} rows`,
    column: "Column",
    type: "Type",
    missing: "Missing",
    distinct: "Values",
    range: "From – to",
    frequent: "Most frequent",
  },
  runs: {
    title: "Runs",
    run: "Run",
    asOf: "Data to",
    customers: "Customers",
    seconds: "Seconds",
    live: "Live",
  },
};

const zh: Words = {
  stages: {
    catalog: "查看数据",
    ingest: "读取交易",
    metrics: "计算指标",
    segments: "分配客群",
    snapshot: "写入快照",
  },
  clean: (files) => `${files} 个文件,没有问题`,
  problems: (errors, warnings) => `${errors} 个错误,${warnings} 个警告`,
  published: (run) => `已发布 ${run}`,
  noRuns: "尚未运行。先执行:clientele run",
  exported: (rows, file) => `已将 ${rows.toLocaleString("zh-CN")} 位客户写入 ${file}`,
  created: (folder) => `项目已建于 ${folder}`,
  next: "下一步",
  profile: {
    rows: (rows) => `${rows.toLocaleString("zh-CN")} 行`,
    column: "列",
    type: "类型",
    missing: "缺失",
    distinct: "取值数",
    range: "范围",
    frequent: "最常见",
  },
  runs: {
    title: "运行记录",
    run: "运行",
    asOf: "数据截至",
    customers: "客户",
    seconds: "秒",
    live: "已发布",
  },
};

const words: Readonly<Record<Language, Words>> = { en, zh };

export const wordsOf = (locale: string): Words => words[languageOf(locale)];
