import type { Catalogue } from "../catalogue.ts";
import { reasonInChinese as because } from "../reasons.ts";
import { usageInChinese } from "./usage.ts";
import { suggestion } from "./words.ts";

/** Words for runs that mean nothing yet. */
const notYet: Readonly<Record<string, string>> = {
  published: "尚未发布任何运行",
  previous: "至今只发布过一次运行，没有更早的；可用 clientele run --publish 再发布一次",
  latest: "还没有运行结果",
};

/** About runs, and what was asked of them, in Chinese. */
export const asking = {
  "no-run": () => `还没有运行结果；请先执行 clientele run`,
  "unknown-request": ({ request }) =>
    `没有编号为 ${request} 的发布申请；clientele requests --all 会列出全部申请`,
  "request-unchanged": () => `文件内容与已发布的相同，无可申请；请先修改`,
  "request-decided": ({ request, stage }) =>
    `申请 ${request} 已处于 ${stage}，无法撤回；clientele requests 会列出可撤回的申请`,
  "author-unknown": () =>
    `无法确定申请人：请用 --as 给出邮箱地址或 Slack 用户 ID，或用 git config user.email 设置`,
  "no-approver": () =>
    `没有可批准的人：请在 access.yaml 中给申请人以外的人一个角色，写明 may: [look_up, approve]`,
  "release-in-force": ({ request }) =>
    `线上配置已获批准（申请 ${request}），而此次运行属于另一配置；请用 clientele publish --request 申请，或用 clientele publish --yes 不经批准直接发布`,
  "release-damaged": ({ hash }) =>
    `已批准的配置 ${hash} 与批准时不符；请用 clientele publish --request 重新申请，或还原 .clientele/releases，或用 clientele publish --yes 不经批准直接发布`,
  "unknown-dispute": ({ dispute }) =>
    `没有编号为 ${dispute} 的未处理异议；“clientele disputes”会列出`,
  "unknown-run": ({ run, nearest }) =>
    (notYet[run] ?? `没有运行“${run}”`) +
    (nearest === "" ? "；可用 clientele runs 查看" : suggestion(nearest)),
  "nothing-published": () => `尚未发布；请用 clientele publish 发布一次运行`,
  "snapshot-damaged": ({ run, reason }) =>
    `快照 ${run} 已损坏（${because(reason)}）；请用 clientele run 重新计算`,
  "snapshot-locked": ({ run }) => `快照 ${run} 正被其他程序写入；请关闭该程序后重试`,
  "snapshot-newer": ({ run, format, supported }) =>
    `快照 ${run} 的格式为 ${format}，本程序最高支持 ${supported}；请更新程序，或用本程序重新运行`,
  "run-in-progress": ({ pid, since }) =>
    `已有运行在进行（始于 ${since}，进程 ${pid}）；请等待，或结束该进程`,
  "disk-full": ({ path }) => `写入 ${path} 时磁盘已满；请清理后重试`,
  "memory-full": ({ limit }) =>
    `可用内存 ${limit} 不足以处理这些数据；请增加，例如 CLIENTELE_MEMORY=8GB`,
  "not-writable": ({ path, reason }) =>
    `无法写入 ${path}（${because(reason)}）；请开放该文件夹的写权限，或在项目副本中操作`,
  "engine-failed": ({ reason }) => `计算中断：${because(reason)}；请重试`,

  "unknown-customer": ({ customer }) => `没有客户“${customer}”；请用编号，或名称的一部分`,
  "delivery-failed": ({ host, why, waiting }) =>
    `${host} 未接收（${why}）；${waiting} 批保留在 .clientele/deliveries，下次 clientele deliver 会以相同的键先行补发`,
  "no-pseudonym-key": () =>
    `这里尚未生成过假名，没有可用于还原的密钥；clientele export --pseudonyms 会生成`,
  "export-without-purpose": ({ columns }) =>
    `文件含有 ${columns}，但未说明用途，因此未排除拒绝者；请写明 --purpose sms，或去掉 --personal（《个人信息保护法》第 6、24 条）`,
  "unknown-consent": ({ consent, nearest }) =>
    `没有名为“${consent}”的同意事项` +
    (nearest === "" ? `；请在 customers 的 consent 中给出` : suggestion(nearest)),
  "several-customers": ({ customer, count }) =>
    `有 ${count} 位客户符合“${customer}”；请给出其中一位的编号`,
  "day-passed": ({ day, asOf }) => `${day} 不晚于数据日期 ${asOf}；请用 --by 给出更晚的日期`,
  "data-changed-since": ({ run }) => `自运行 ${run} 以来数据或其定义已改变；请重新运行后再问`,

  "wrong-use": ({ reason }) => `${usageInChinese(reason)}；用法见 clientele --help`,
  "folder-not-empty": ({ path }) => `${path} 不是空文件夹；请另选新的或空的文件夹`,
  "unknown-preset": ({ preset, nearest, allowed }) =>
    `没有现成方案“${preset}”` + (nearest === "" ? `；可选：${allowed}` : suggestion(nearest)),
  "preset-needs": ({ preset, slot, what, advice }) =>
    `“${preset}”需要：${what}；没有这样命名的列，${advice}；或指明该列：--use ${slot}=COLUMN`,
  "file-present": ({ path }) => `${path} 已存在；未写入任何内容，请用 --as 另取名称`,
  "unknown-template": ({ template, allowed }) => `没有模板“${template}”；可选：${allowed}`,
} satisfies Partial<Catalogue>;
