/** The command's own words in both languages. Problems have theirs in `messages/`. */
import { languageOf, type Language } from "../messages/index.ts";
import type { Progress } from "../host/protocol.ts";

type Words = {
  readonly stages: Readonly<Record<Progress["stage"], string>>;
  readonly clean: (files: number) => string;
  readonly problems: (errors: number, warnings: number) => string;
  readonly published: (run: string) => string;
  readonly checks: {
    readonly expected: (expected: string, got: string) => string;
    readonly counts: (counts: { passed: number; failed: number; skipped: number }) => string;
    readonly reasons: Readonly<Record<"nothing-published", string>>;
  };
  readonly noRuns: string;
  readonly exported: (rows: number, file: string) => string;
  readonly written: (file: string) => string;
  readonly exportedFor: (rows: number, file: string, script: string) => string;
  readonly created: (folder: string) => string;
  readonly add: {
    readonly needs: (slots: string) => string;
    readonly wrote: (path: string) => string;
    readonly used: (what: string, column: string) => string;
    readonly missing: (what: string, advice: string) => string;
    readonly uncovered: (segments: string) => string;
    readonly withoutEffects: string;
    readonly serving: string;
  };
  /** What to do next: a command. */
  readonly next: (command: string) => string;
  readonly migrate: {
    readonly nothing: (format: number) => string;
    readonly done: (format: number, files: readonly string[]) => string;
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

const customers = (count: number): string =>
  count === 1 ? "1 customer" : `${count.toLocaleString("en")} customers`;

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
  checks: {
    expected: (expected, got) => `expected ${expected}, got ${got}`,
    counts: ({ passed, failed, skipped }) =>
      `Checks: ${passed} passed, ${failed} failed, ${skipped} skipped`,
    reasons: { "nothing-published": "nothing is published to compare with" },
  },
  noRuns: "Nothing has been run yet. Start with: clientele run",
  exported: (rows, file) => `${customers(rows)} written to ${file}`,
  written: (file) => `Written to ${file}`,
  exportedFor: (rows, file, script) => `${customers(rows)} written to ${file}; ${script} reads it`,
  created: (folder) => `A project is in ${folder}`,
  add: {
    needs: (slots) => `Needs: ${slots}`,
    wrote: (path) => `Wrote ${path}`,
    used: (what, column) => `Used "${column}" as ${what}`,
    missing: (what, advice) => `Found no ${what}: ${advice}`,
    uncovered: (segments) => `No ready-made strategy for: ${segments}`,
    withoutEffects:
      "No metric gives P(alive), so effects are left out and plans cannot weigh them: add metrics with a model, then put effects in",
    serving:
      "  add playbook NAME --for SEGMENT; add strategies --for SEGMENTATION writes one for each segment of an rfm, of tiers or of a lifecycle",
  },
  next: (command) => `Next: ${command}`,
  migrate: {
    nothing: (format) => `Nothing to do: the project has format ${format}, the present one`,
    done: (format, files) => `Now in format ${format}: ${files.join(", ")}`,
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
  clean: (files) => `${files} 个文件，没有问题`,
  problems: (errors, warnings) => `${errors} 个错误,${warnings} 个警告`,
  published: (run) => `已发布 ${run}`,
  checks: {
    expected: (expected, got) => `应为 ${expected}，实为 ${got}`,
    counts: ({ passed, failed, skipped }) =>
      `检查：通过 ${passed}，失败 ${failed}，跳过 ${skipped}`,
    reasons: { "nothing-published": "尚无已发布的运行可供比较" },
  },
  noRuns: "尚未运行。先执行：clientele run",
  exported: (rows, file) => `已将 ${rows.toLocaleString("zh-CN")} 位客户写入 ${file}`,
  written: (file) => `已写入 ${file}`,
  exportedFor: (rows, file, script) =>
    `已将 ${rows.toLocaleString("zh-CN")} 位客户写入 ${file}，导入脚本为 ${script}`,
  created: (folder) => `项目已建于 ${folder}`,
  add: {
    needs: (slots) => `需要：${slots}`,
    wrote: (path) => `已写入 ${path}`,
    used: (what, column) => `以“${column}”为${what}`,
    missing: (what, advice) => `未找到${what}：${advice}`,
    uncovered: (segments) => `没有现成策略的客群：${segments}`,
    withoutEffects:
      "没有给出存活概率的指标，因此未写入效果，计划也无法权衡：请先加入带模型的指标，再补写效果",
    serving:
      "  add playbook 名称 --for 客群；add strategies --for 分群方案 为 rfm、tiers 或 lifecycle 的每个客群各写一个策略",
  },
  next: (command) => `下一步：${command}`,
  migrate: {
    nothing: (format) => `无需迁移：项目已是当前格式 ${format}`,
    done: (format, files) => `已迁移到格式 ${format}:${files.join("、")}`,
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
