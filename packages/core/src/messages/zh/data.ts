import type { Catalogue } from "../catalogue.ts";
import { inChinese as phrase } from "../phrases.ts";
import { reasonInChinese as because } from "../reasons.ts";
import { space } from "../space.ts";
import { suggestion } from "./words.ts";

const standsIns: Readonly<Record<string, string>> = {
  recency: "由最近购买时间替代",
  naive_rate: "由以往频率替代",
  mean_spend: "由平均消费额替代",
};

const standsIn = (fallback: string): string =>
  fallback === "none" || fallback === ""
    ? "其值未知"
    : fallback
        .split(", ")
        .map((one) => standsIns[one] ?? "其值未知")
        .join("，");

function degenerate(why: string, parameter: string, value: number): string {
  const at = `${parameter} = ${Number(value.toPrecision(4))}`;
  switch (why) {
    case "nobody_leaves":
      return `按此模型无人流失（${at}）`;
    case "none_ended":
      return `没有合同终止（${at}）`;
    case "all_ended_at_once":
      return `所有合同都在首个续约日终止（${at}）`;
    case "no_mean":
      return `平均购买额无穷大（${at}）`;
    case "no_peak":
      return `似然没有峰值（${at}）`;
    case "uncertain":
      return `有参数几乎无法确定（${at}）`;
    default:
      return `最优参数的搜索没有结束（${at}）`;
  }
}

/** About what was read, and what was learned from it, in Chinese. */
export const data = {
  "read-forbidden": ({ path, root }) =>
    `${path} 在项目之外，须由使用者允许读取：--allow-read ${root}、` +
    `CLIENTELE_ALLOW_READ=${root}，或编辑器设置 clientele.allowRead`,
  "data-missing": ({ path }) => `缺少 ${path}；请放入该文件，或更正 from`,
  "data-unreadable": ({ path, reason }) =>
    `无法读取 ${path}：${because(reason)}；请更正该文件，或更正 from`,
  "data-empty": ({ path }) => `${path} 是空文件；请检查导出，或更正 from`,
  "secret-in-file": ({ key }) => `“${key}”中写有密码；请改用环境变量，并在此处写 \${NAME}`,
  "table-missing": ({ table, path, nearest }) =>
    `${path} 中没有表“${table}”` + (nearest === "" ? "；请更正表名" : suggestion(nearest)),
  "sheet-missing": ({ sheet, path, nearest }) =>
    `${path} 中没有工作表“${sheet}”` + (nearest === "" ? "；请更正名称" : suggestion(nearest)),
  "database-unreachable": ({ server, reason }) =>
    `数据库 ${server} 没有响应（${phrase(reason)}）；请检查地址与网络后重试`,
  "database-refused": ({ server, user }) =>
    `数据库 ${server} 拒绝用户“${user}”登录；请检查环境变量中的用户名与密码`,
  "table-forbidden": ({ table, server, user }) =>
    `用户“${user}”无权读取 ${server} 的 ${table}；请申请查询权限`,
  "database-cut": ({ table, server }) =>
    `读取 ${table} 时与 ${server} 的连接两次中断；已读部分均不采用，请重试`,
  "database-locked": ({ path }) => `另一个程序正在写入 ${path}；请将其关闭，或待其完成后重试`,
  "error-cells": ({ path, sheet, cell, value, count }) =>
    `${path}：有 ${count} 个单元格为错误值，首见于工作表“${sheet}”的 ${cell}（${value}）；请更正公式，或清空该单元格`,
  "read-earlier": ({ table, at, hours }) =>
    `${table} 为 ${at} 读取的数据${hours >= 1 ? `（${hours} 小时前）` : ""}；clientele run 会重新读取`,
  "column-missing": ({ column, path, nearest }) =>
    `${path} 中没有列“${column}”` + (nearest === "" ? "；请更正列名" : suggestion(nearest)),
  "column-unreadable": ({ column, path, line, value, expected }) =>
    space`${path} 第 ${line} 行：列“${column}”中的“${value}”不是${phrase(expected)}；请更正，或在 columns 中声明该列的类型`,
  "bad-cells": ({ column, path, count, line, value, expected }) =>
    space`${path}：有 ${count} 行的“${column}”不是${phrase(expected)}，首见于第 ${line} 行“${value}”；请更正，或用 where 排除`,
  "ambiguous-dates": ({ column, path, value }) =>
    `${path}：“${column}”中的日期（如“${value}”）既可读作日/月，也可读作月/日，现按日在前读取；` +
    `请写明格式，如 { value: ${column}, format: "%m/%d/%Y" }，或把日期写成 2026-01-31`,
  "impossible-dates": ({ column, path, count, line, value }) =>
    `${path}：有 ${count} 行的“${column}”不是可能的日期，首见于第 ${line} 行“${value}”；请更正，或给出 time 的 format`,
  "future-rows": ({ path, count, line, value }) =>
    `${path}：有 ${count} 行晚于今天，首见于第 ${line} 行（${value}），均不计入；请更正日期，或检查 timezone`,
  "scores-out-of-scale": ({ column, path, count, line, value, low, high }) =>
    `${path}：“${column}”有 ${count} 行超出 ${low} 到 ${high} 的范围，首个为第 ${line} 行的 ${value}；请更正，或修改“scale”`,
  "reversed-spans": ({ path, count, line, value }) =>
    `${path}：${count} 行的结束早于开始，首个在第 ${line} 行（结束于 ${value}）；请更正日期，或用“where”去掉这些行`,
  "duplicate-ids": ({ column, path, count, line, value }) =>
    `${path}：“${column}”中有 ${count} 个编号重复，首见于第 ${line} 行“${value}”；每位客户只保留一行`,
  "duplicate-factors": ({ columns, path, count, line, earlier, value }) =>
    `${path}：${columns} 有 ${count} 种组合重复，首见于第 ${earlier} 行与第 ${line} 行“${value}”；每种组合只保留一行，或用 where 排除`,
  "factors-unmatched": ({ source, count, total, columns, value }) =>
    `${total} 位客户中有 ${count} 位（${((count / total) * 100).toFixed(1)}%）在 ${source} 中没有匹配的行：` +
    `${value === "" ? `其 ${columns} 为空` : `${columns} 多为“${value}”`}；对这些客户其值未知。请补上相应的行，或更正写法`,
  "empty-ids": ({ column, path, count, line }) =>
    `${path}：有 ${count} 行缺少“${column}”，首见于第 ${line} 行；请补上编号，或用 where 排除`,
  "no-rows": ({ path, asOf }) =>
    space`${path} 中没有截至${phrase(asOf)}的数据；请检查 as_of、where 与日期`,
  "rate-missing": ({ currency, path, count, line, day, rates }) =>
    currency === ""
      ? `${path}：有 ${count} 行没有币种，首见于第 ${line} 行；请补上，或用 where 排除`
      : `${path}：有 ${count} 行 ${currency} 金额没有汇率，首见于第 ${line} 行（${day}）；请在 ${rates} 中补上，或用 where 排除`,
  "rate-conflict": ({ currency, path, line, day }) =>
    `${path}：${currency} ${day === "" ? "" : `在 ${day} `}有多个汇率，再次出现于第 ${line} 行；只保留一个`,
  "overlapping-rows": ({ path, count, line, value, day }) =>
    `${path}：有 ${count} 行在同一客户的前一行失效之前就已生效，首见于第 ${line} 行“${value}”（${day}）；请使前一行在后一行生效当日失效`,
  "identity-conflict": ({ alias, path, line, customers }) =>
    `${path}：“${alias}”对应多位客户（“${customers}”），再次出现于第 ${line} 行；只保留一行`,
  "identity-cycle": ({ ids, path, line }) =>
    `${path}：以下编号互相指向：“${ids}”，首见于第 ${line} 行；请删去其中一行`,
  "parent-cycle": ({ ids, path, line }) =>
    `${path}：以下账户互为上级：“${ids}”，首见于第 ${line} 行；请更正其中一个的 parent`,
  "parent-missing": ({ column, path, count, line, value }) =>
    `${path}：${column} 有 ${count} 行的上级账户不在客户之中，首见于第 ${line} 行“${value}”；它们各自算作最上级；请补上该账户，或清空该单元格`,
  "members-differ": ({ attribute, unit, count, value }) =>
    `${count} 个 ${unit} 的成员在 ${attribute} 上取值不一，如“${value}”；该值视为未知；请更正数据，或改用指标`,
  "amount-too-large": ({ path, value }) =>
    `${path}：金额 ${value} 大得不合理；请更正，或更正 amount`,

  "too-few-buyers": ({
    name,
    model,
    customers,
    repeaters,
    customersNeeded,
    repeatersNeeded,
    fallback,
  }) =>
    `“${name}”：${model} 需要 ${customersNeeded} 位购买客户，其中 ${repeatersNeeded} 位购买多次；` +
    `现有 ${customers} 位与 ${repeaters} 位，${standsIn(fallback)}；请等待更多数据，或改用基于 recency 的规则`,
  "too-few-contracts": ({
    name,
    model,
    contracts,
    ended,
    contractsNeeded,
    endedNeeded,
    fallback,
  }) =>
    `“${name}”：${model} 需要 ${contractsNeeded} 份已到过续约日的合同，其中 ${endedNeeded} 份已终止；` +
    `现有 ${contracts} 份与 ${ended} 份，${standsIn(fallback)}；请等待更多数据，或缩短 period`,
  "degenerate-fit": ({ name, model, why, parameter, value, fallback }) =>
    `“${name}”：${model} 不适合这些客户：${degenerate(why, parameter, value)}；` +
    `${standsIn(fallback)}；可使用替代值，或改用基于 recency 与 frequency 的规则`,
  "auto-threshold": ({ name }) =>
    `“model: auto”换用其他模型后，“${name}”上的阈值含义会改变；请写明模型`,
} satisfies Partial<Catalogue>;
