import type { Catalogue } from "./catalogue.ts";
import { inChinese as phrase } from "./phrases.ts";
import { reasonInChinese as because } from "./reasons.ts";
import { space } from "./space.ts";

const suggestion = (nearest: string): string => (nearest === "" ? "" : `；是否应为“${nearest}”？`);

const wanted = (expected: string): string => {
  const told = phrase(expected);
  return told === expected ? `“${expected}”` : told;
};

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

/** What, where, and what to do, in Chinese. Values of the user stand in quotation marks, so that they are not spaced. */
export const zh: Catalogue = {
  "no-project": ({ path }) =>
    `没有项目：缺少 ${path}；用 clientele init 新建，或用 --project DIR 指定其文件夹`,
  "file-missing": ({ path }) => `缺少 ${path}；请放入该文件，或更正路径`,
  "file-unreadable": ({ path, reason }) =>
    `无法读取 ${path}（${because(reason)}）；请检查是否为文件、是否有权读取`,
  "file-too-large": ({ path, limit }) => `${path} 大于 ${limit}；请拆分`,
  "yaml-syntax": ({ reason }) => `不是有效的 YAML：${phrase(reason)}；请检查缩进、冒号与引号`,
  "linked-outside": ({ path }) =>
    `${path} 是指向项目之外的链接；请把该文件复制到此处，或允许读取其文件夹：` +
    `--allow-read DIR、CLIENTELE_ALLOW_READ=DIR，或编辑器设置 clientele.allowRead`,
  "empty-file": ({ path }) => `${path} 是空文件；请填写或删除`,

  "unknown-key": ({ key, nearest, allowed }) =>
    `未知的键“${key}”` +
    (nearest !== "" ? suggestion(nearest) : allowed === "" ? "；请删除" : `；此处可用：${allowed}`),
  "missing-key": ({ key }) => `缺少“${key}”；请补上`,
  "wrong-type": ({ key, expected, got }) =>
    space`“${key}”的类型应为${phrase(expected)}，实为${phrase(got)}`,
  "bad-value": ({ key, expected, got }) =>
    space`“${key}”应为${phrase(expected)}；实为${phrase(got)}`,
  "bad-id": ({ id }) => `“${id}”不能作名称；请用字母、汉字、数字与 _，且不以数字开头`,
  "duplicate-name": ({ name, kind }) => space`${phrase(kind)}“${name}”已存在；请给其中一个改名`,
  "match-types": ({ attribute, column, left, right }) =>
    space`客户的“${attribute}”是${phrase(left)}，“${column}”是${phrase(right)}，永远不会匹配；请在 columns 中使两者类型一致`,
  "name-clash": ({ name, kind }) => space`“${name}”已是${phrase(kind)}的名称；请换一个`,
  "env-missing": ({ name }) => `环境变量 ${name} 未设置；请设置，或写成 \${${name}:-默认值}`,
  "unknown-time-zone": ({ zone }) => `未知的时区“${zone}”；请用 Asia/Shanghai 这样的名称`,
  "future-format": ({ path, format, supported }) =>
    `${path} 的格式为 ${format}，本程序最高支持 ${supported}；请更新程序`,

  "expression-syntax": ({ found, expected }) =>
    found === ""
      ? space`此处应为${wanted(expected)}`
      : space`此处应为${wanted(expected)}，却是“${found}”`,
  "unknown-name": ({ name, nearest }) =>
    `未知的名称“${name}”` +
    (nearest === "" ? "；请用列、指标或分群方案的名称" : suggestion(nearest)),
  "unknown-function": ({ name, nearest }) =>
    `未知的函数“${name}”` + (nearest === "" ? "；请用规则语言中的函数" : suggestion(nearest)),
  "wrong-argument": ({ function: name, expected, got }) =>
    space`“${name}”的写法是 ${expected}；实为${phrase(got)}`,
  "type-mismatch": ({ operator, left, right }) =>
    space`“${operator}”不能连接${phrase(left)}与${phrase(right)}；两边须同类`,
  "not-boolean": ({ got }) => space`规则的结果须为真或假，此处是${phrase(got)}；请与某个值比较`,
  "aggregate-not-allowed": ({ name }) =>
    `“${name}”是对交易的聚合，不能用在这里；请定义为指标，再用其名称`,
  "aggregate-needed": ({ name, example }) =>
    `“${name}”在每位客户下有多个值；请用聚合，如 ${example}`,
  "ambiguous-name": ({ name, sources, example }) =>
    `“${name}”同时是多个数据源的列：${sources}；请注明出处，如“${example}”`,
  "mixed-sources": ({ sources }) =>
    `一个聚合只能针对一个数据源，此处涉及多个：${sources}；请分别写成聚合`,
  cycle: ({ path }) => `互相依赖：${path}；请断开循环`,

  "unknown-segment": ({ segment, segmentation, nearest }) =>
    (segmentation === "" ? `没有客群“${segment}”` : `“${segmentation}”中没有客群“${segment}”`) +
    (nearest === "" ? "；请更正名称" : suggestion(nearest)),
  "unknown-unit": ({ unit, nearest, known }) =>
    `客户没有单位“${unit}”` +
    (nearest === ""
      ? `；可用：${known}；分组写在 customers 的 groups 中，上级账户写在 parent 中`
      : suggestion(nearest)),
  "unit-mismatch": ({ name, of, unit, other }) =>
    (name === of ? `“${of}”` : `“${name}”依赖“${of}”，后者`) +
    `以 ${other} 为单位，而此处以 ${unit} 为单位，没有唯一的值；请改用 ${unit} 自身的值，或让“${of}”使用相同的单位`,
  "rest-not-last": ({ id }) => `“${id}”收下其余所有客户；请移到最后`,
  "never-reached": ({ id, by, count }) =>
    (count === 1
      ? `没有客户能进入“${id}”：“${by}”已先取走全部`
      : `没有客户能进入“${id}”：以下规则已先取走全部：“${by}”`) + "；请调整顺序或收窄规则",
  "never-true": ({ clause, other }) =>
    other === ""
      ? `“${clause}”永远不成立；请更正或删除`
      : `“${clause}”与“${other}”不可能同时成立；请更正其一`,
  "adds-nothing": ({ clause, by }) =>
    by === ""
      ? `“${clause}”不起作用：其他条件已决定结果；请删除`
      : `“${clause}”不起作用：“${by}”已决定结果；请删除`,
  "same-rule": ({ id, by }) => `“${id}”与“${by}”的客户总是相同；请修改其中一条规则，或删除一条`,
  "exclusive-overlap": ({ first, second, example }) =>
    `“${first}”与“${second}”应当互斥，但` +
    `满足“${example}”的客户会同时属于两者；请收窄其中一条规则`,
  "never-overlaps": ({ first, second }) =>
    `无论数据如何，“${first}”与“${second}”都不会有共同客户，此项永远不会失败；请去掉其一`,
  "value-absent": ({ name, value, nearest }) =>
    `“${name}”中没有“${value}”` + (nearest === "" ? "；请更正该值" : suggestion(nearest)),
  "out-of-range": ({ name, value, low, high }) =>
    `“${value}”超出数据范围：“${name}”从 ${low} 到 ${high}；请更正该值`,
  "lifetime-tiers": ({ metric }) =>
    `“${metric}”按全部历史计算，只增不减，层级也不会下降；请加时间窗，如 within: 365 days`,
  "tier-order": ({ id }) => `“${id}”的次序不对；层级应由高到低排列，且各在限度之内`,
  "rfm-hole": ({ cells, count }) => `有 ${count} 个格子不属于任何客群：${cells}；请归入某个客群`,
  "rfm-overlap": ({ cells, first, second }) =>
    `“${first}”与“${second}”都含 ${cells}；请从其中一个移除`,
  "rfm-dead": ({ id }) => `“${id}”没有格子，不会有客户；请分配格子，或删除该客群`,
  "rfm-range": ({ id, score, scale }) => `“${id}”的分数应在 1 到 ${scale} 之间，实为 ${score}`,
  "rfm-ties": ({ segmentation, metric, scores }) =>
    `“${segmentation}”：许多客户的 ${metric} 相同，没有客户得 ${scores} 分；请减小 scale`,
  "map-hole": ({ cells, count }) => `有 ${count} 个格子不属于任何客群：${cells}；请归入某个客群`,
  "unknown-band": ({ band, axis, nearest }) =>
    `${axis} 没有“${band}”这一档` + (nearest === "" ? "；请改用已有的档" : suggestion(nearest)),
  "map-overlap": ({ cells, first, second }) =>
    `“${first}”与“${second}”都含 ${cells}；请从其中一个移除`,
  "clusters-too-few": ({ segmentation, customers, needed }) =>
    `“${segmentation}”：特征齐全的客户仅 ${customers} 位，聚类至少需要 ${needed} 位，因此无人归入；` +
    `请改用更多客户具备的特征，或写 missing: typical`,
  "clusters-weak": ({ segmentation, k, stability, smallest }) =>
    `“${segmentation}”：分为 ${k} 类与数据不符：重抽样一致度 ${stability}（0.85 以上为稳定），最小一类占 ${smallest}；` +
    `请改变 k 或特征，详见 clientele model ${segmentation}`,
  "no-segmentations": () => `还没有分群方案；请在 segmentations/ 中加入文件`,

  "unknown-plan": ({ plan, nearest, known }) =>
    known === ""
      ? "还没有计划；请写一个，如 plans/month.yaml，内容为 plan: month"
      : plan === ""
        ? `有多个计划，请指明：${known}`
        : `未知的计划“${plan}”${nearest === "" ? `；可用：${known}` : suggestion(nearest)}`,
  "no-actions": () => "当前运行中没有带行动的策略；请补写策略，然后执行 clientele run",
  "action-loses": ({ action, customers, worth, cost }) =>
    `“${action}”成本高于收益：应办的 ${customers} 位客户合计成本 ${cost}、收益 ${worth}；请用 when 缩小范围、降低成本，或检验其效果`,
  "departments-meet": ({ first, second, strategies, customers }) =>
    `${first} 与 ${second} 一周内对同样的 ${customers} 位客户都有应办行动（${strategies}）；请商定由谁联系、在 when 中限定 days_since_contact，或降低 contact: at_most`,
  "unknown-department": ({ department, nearest, known }) =>
    `计划中的行动都不占用“${department}”的工时${suggestion(nearest)}${known === "" ? "" : `（可用：${known}）`}`,
  "strategy-conflict": ({ first, second, channel }) =>
    `“${first}”优先使用 ${channel}，而“${second}”避免使用，且两者可能面向同一客户；请统一，或在 precedence 中规定先后`,
  "strategy-without-owner": ({ strategy }) =>
    `“${strategy}”无人负责；请在 owners: { lead: … } 中写明部门`,
  "segment-without-strategy": ({ segments, segmentation, count }) =>
    `“${segmentation}”有 ${count} 个客群没有策略：${segments}；请补写，或为整个方案写一个策略`,

  "price-by-sensitive": ({ strategy, key, column, way }) =>
    `“${strategy}”按敏感字段“${column}”（${way}）确定${key === "price" ? "价格" : "促销"}，涉嫌不合理的差别待遇（《个人信息保护法》第 24、28 条）；` +
    `请改为按行为选取客户，或去掉 ${key}`,
  "minors-reached": ({ strategy, age, column }) =>
    age === 14
      ? `“${strategy}”可能触达不满 14 周岁的儿童，须取得监护人同意（《个人信息保护法》第 28、31 条）；请在规则中要求监护人同意，或加上 ${column} >= 14`
      : `“${strategy}”可能触达不满 ${age} 周岁的未成年人，须给予特别保护（GDPR 第 8 条、序言第 71 段）；请在规则中要求监护人同意，或加上 ${column} >= ${age}`,
  "personalised-without-consent": ({ strategies }) =>
    `有 ${strategies} 个策略依据客户特征作出选择，而客户无从拒绝（《个人信息保护法》第 24 条）；请在 customers 中加上 consent: { personalised: 列名 }，拒绝者不再纳入`,
  "channel-without-consent": ({ strategy, channel }) =>
    `“${strategy}”通过 ${channel} 联系客户，但没有同名的同意项（《个人信息保护法》第 13、24、29 条）；请在 customers 中加上 consent: { ${channel}: 列名 }，或改用客户主动使用的渠道`,
  "rule-identifies": ({ segment, column, pii }) =>
    `“${segment}”用到“${column}”（${pii}），可识别具体个人，而客群不应针对个人（《个人信息保护法》第 6 条、GDPR 第 5 条）；请改用客户的行为或属性`,
  "segment-small": ({ segment, count, fewest }) =>
    `“${segment}”仅 ${count} 位客户，少于 ${fewest} 位，其统计等同于个人信息（《个人信息保护法》第 6 条、GDPR 第 5 条）；请放宽规则或与其他客群合并`,
  "pii-in-metric": ({ metric, column, pii }) =>
    `“${metric}”就是“${column}”的内容（${pii}），而指标既不脱敏，导出时也不去除（《个人信息保护法》第 6、51 条）；请改为是否判断，如 ${column} is not null，或直接使用该列`,
  "pii-undeclared": ({ source, column, pii }) =>
    `${source} 的“${column}”疑似个人信息（${pii}），未声明便会显示并导出（《个人信息保护法》第 51 条、GDPR 第 32 条）；请在 columns 下加上 ${column}: { pii: ${pii} }`,
  "machine-alone": ({ strategy, decides }) =>
    `“${strategy}”决定${decides === "price" ? "价格" : "服务水平"}，却无人负责：个人有权拒绝仅由机器作出的决定（《个人信息保护法》第 24 条、GDPR 第 22 条）；请在 owners: { lead: … } 中写明部门`,
  "data-abroad": ({ what, host }) =>
    `“${what}”使境内个人信息经过境外的 ${host}：出境须有合法依据、告知并取得单独同意（《个人信息保护法》第 38 至 40 条）；请留在境内，或写明依据`,
  "suppression-without-reason": ({ code }) =>
    `allow ${code} 未写理由，因此不生效；请写成 # clientele: allow ${code} because …`,
  "suppression-unused": ({ code }) => `此处已没有 ${code} 需要豁免；请删除这条注释`,
  "suppression-unknown": ({ code, nearest }) =>
    `没有名为“${code}”的合规发现，因此不生效${nearest === "" ? "" : `；是否为“${nearest}”？`}`,

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

  "no-run": () => `还没有运行结果；请先执行 clientele run`,
  "unknown-run": ({ run, nearest }) =>
    `没有运行“${run}”` + (nearest === "" ? "；可用 clientele runs 查看" : suggestion(nearest)),
  "nothing-published": () => `尚未发布；请用 clientele publish 发布一次运行`,
  "snapshot-damaged": ({ run, reason }) =>
    `快照 ${run} 已损坏（${because(reason)}）；请用 clientele run 重新计算`,
  "snapshot-locked": ({ run }) => `快照 ${run} 正被其他程序写入；请关闭该程序后重试`,
  "snapshot-newer": ({ run, format, supported }) =>
    `快照 ${run} 的格式为 ${format}，本程序最高支持 ${supported}；请更新程序，或用本程序重新运行`,
  "run-in-progress": ({ pid, since }) =>
    `已有运行在进行（始于 ${since}，进程 ${pid}）；请等待，或结束该进程`,
  "disk-full": ({ path }) => `写入 ${path} 时磁盘已满；请清理后重试`,
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

  "wrong-use": ({ reason }) => `${reason}；用法见 clientele --help`,
  "folder-not-empty": ({ path }) => `${path} 不是空文件夹；请另选新的或空的文件夹`,
  "unknown-preset": ({ preset, nearest, allowed }) =>
    `没有现成方案“${preset}”` + (nearest === "" ? `；可选：${allowed}` : suggestion(nearest)),
  "preset-needs": ({ preset, slot, what, advice }) =>
    `“${preset}”需要：${what}；没有这样命名的列，${advice}；或指明该列：--use ${slot}=COLUMN`,
  "file-present": ({ path }) => `${path} 已存在；未写入任何内容，请用 --as 另取名称`,
  "unknown-template": ({ template, allowed }) => `没有模板“${template}”；可选：${allowed}`,
};
