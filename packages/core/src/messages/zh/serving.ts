import type { Catalogue } from "../catalogue.ts";
import { suggestion } from "./words.ts";

/** About strategies, plans and the law, in Chinese. */
export const serving = {
  "unknown-digest": ({ digest, nearest, known }) =>
    known === ""
      ? "还没有简报；请写一个，如 digests/weekly.yaml，内容为 digest: weekly"
      : digest === ""
        ? `有多份简报，请指明：${known}`
        : `未知的简报“${digest}”${nearest === "" ? `；可用：${known}` : suggestion(nearest)}`,
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
  "effect-not-money": ({ metric, known }) =>
    `无法推算“${metric}”每增加一单位的价值；请改为金额、订单数或模型给出的概率（${known}），或以 worth 写明其价值（项目货币）`,
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
  "unknown-role": ({ role, nearest, known }) =>
    `没有角色“${role}”${suggestion(nearest)}${known === "" ? "" : `（可用：${known}）`}`,
  "unknown-team": ({ team, nearest, known }) =>
    `没有团队“${team}”${suggestion(nearest)}${known === "" ? "，teams 下未声明任何团队" : `（可用：${known}）`}`,
  "role-unused": ({ role }) =>
    `没有人拥有角色“${role}”；请为其指定 users、groups、teams 或 channels，或写在 everybody 下`,
  "no-owner": ({ role, rows }) =>
    `“${role}”按负责人显示客户（rows: ${rows}），但没有列说明由谁负责；请在 sources.customers.owner 中写明`,
  "export-refused": ({ who }) => `“${who}”无权导出客户；有此权限的角色在 may 中写有 export`,
  "attribute-of-nobody": ({ attribute, role }) =>
    `“${role}”按人员的“${attribute}”显示客户，但 people 中无人有此属性，因此什么也不显示；请写在 people.….attributes 下`,
  "pii-to-role": ({ role, pii }) =>
    `“${role}”可明文读取 ${pii}，却既不能联系也不能导出客户，并无必要（《个人信息保护法》第 6 条、GDPR 第 5 条）；请从 pii 中去掉，或在 may 中写明用途`,
  "sensitive-to-role": ({ role, columns }) =>
    `“${role}”可看到敏感列（${columns}）：须有特定目的并取得单独同意（《个人信息保护法》第 28、29 条、GDPR 第 9 条）；请去掉 sensitive: true，隐藏不需要的列，或写明依据`,
  "export-to-everybody": ({ role }) =>
    `没有其他角色的人都是“${role}”，而它可导出实名客户（《个人信息保护法》第 51 条、GDPR 第 32 条）；请去掉 export，或设为 identify: id_only`,
  "names-abroad": ({ role }) =>
    `“${role}”在 Slack 中显示客户姓名，而 Slack 的服务器在境外：境内个人信息出境须有合法依据、告知并取得单独同意（《个人信息保护法》第 38 至 40 条）；请设为 identify: id_only，或写明依据`,
  "suppression-without-reason": ({ code }) =>
    `allow ${code} 未写理由，因此不生效；请写成 # clientele: allow ${code} because …`,
  "suppression-unused": ({ code }) => `此处已没有 ${code} 需要豁免；请删除这条注释`,
  "suppression-unknown": ({ code, nearest }) =>
    `没有名为“${code}”的合规发现，因此不生效${nearest === "" ? "" : `；是否为“${nearest}”？`}`,
} satisfies Partial<Catalogue>;
