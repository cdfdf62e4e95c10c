/** Presets that need something of the customer: age, class, industry, channel, satisfaction, attitude to risk. */
import {
  head,
  ruleText,
  valuesLike,
  yamlText,
  type Found,
  type Preset,
  type Slot,
} from "./preset.ts";

const slot = (
  id: string,
  words: readonly [en: string, zh: string],
  types: Slot["types"],
  names: RegExp,
  advice: readonly [en: string, zh: string],
  needed = true,
): Slot => ({
  id,
  title: { en: words[0], "zh-CN": words[1] },
  types,
  names,
  needed,
  advice: { en: advice[0], "zh-CN": advice[1] },
});

const age = slot(
  "age",
  ["age, year or day of birth", "年龄、出生年份或出生日期"],
  ["number", "date", "timestamp"],
  /^(age|alter|edad|birth_?(date|day|year)|date_of_birth|dob|born|年龄|生日|出生(日期|年份|年)?)$/i,
  [
    "add a column such as age or birth_date to the customers table",
    "请在客户表中加入年龄或出生日期列，如 age、birth_date",
  ],
);

/** The year of birth as a rule: of a date its year, of a large number the number, of an age its difference. */
function bornIn({ written, column }: Found): string {
  if (column?.type !== "number") return `year(${written})`;
  return /year|年份|出生年/i.test(column.name) ? written : `year(as_of) - ${written}`;
}

const ageOf = (found: Found): string =>
  found.column?.type === "number" && !/year|年份|出生年/i.test(found.column.name)
    ? found.written
    : `year(as_of) - ${bornIn(found)}`;

const need = (found: ReadonlyMap<string, Found>, id: string): Found => {
  const value = found.get(id);
  if (value === undefined) throw new Error(`unreachable: ${id} is needed`);
  return value;
};

const listed = (values: readonly string[]): string => values.map(ruleText).join(", ");

const classColumn = slot(
  "class",
  ["class of customer", "客户类型"],
  ["text"],
  /^(class|customer_(class|type)|type|client_type|客户(类型|类别|分类)|类型)$/i,
  [
    "add a column such as class to the customers table: personal, corporate, government",
    "请在客户表中加入客户类型列，如 class：个人、企业、政府",
  ],
);

const classes = [
  ["premium", "Premium", "优质客户", /premium|vip|private|platinum|gold|优质|贵宾|私行|高端/i],
  ["government", "Government", "政府客户", /gov|public|state|政府|机关|事业/i],
  [
    "corporate",
    "Corporate",
    "企业客户",
    /corp|business|company|firm|enterprise|sme|企业|公司|对公|商户/i,
  ],
  ["personal", "Personal", "个人客户", /person|individual|member|retail|consumer|个人|零售|会员/i],
] as const;

const risks = [
  ["cautious", "Cautious", "谨慎型", /^c?[12]$|conserv|cautious|low|保守|谨慎|稳健/i],
  ["balanced", "Balanced", "平衡型", /^c?3$|balanc|moderate|medium|mid|平衡/i],
  ["bold", "Bold", "进取型", /^c?[45]$|aggress|growth|bold|high|积极|进取|激进/i],
] as const;

export const columnPresets: readonly Preset[] = [
  {
    id: "generation",
    title: { en: "Generation", "zh-CN": "世代" },
    about: {
      en: "Generations by year of birth as Pew Research Center cuts them (2019); in Chinese by decades, 00后 to 60后 and before",
      "zh-CN": "按出生年份划分世代，界线取自皮尤研究中心（2019）；标题注明对应的年代",
    },
    slots: [age],
    coverage: 50,
    body: (found) => {
      const born = bornIn(need(found, "age"));
      return `kind: rules
segments:
  - ${head("gen_alpha", "Generation Alpha", "阿尔法世代（10 后）")}
    when: ${yamlText(`${born} >= 2013`)}
  - ${head("gen_z", "Generation Z", "Z 世代（95 后、00 后）")}
    when: ${yamlText(`${born} >= 1997`)}
  - ${head("millennials", "Millennials", "千禧一代（80 后、90 后）")}
    when: ${yamlText(`${born} >= 1981`)}
  - ${head("gen_x", "Generation X", "X 世代（70 后）")}
    when: ${yamlText(`${born} >= 1965`)}
  - ${head("boomers", "Baby boomers and before", "婴儿潮及以前（60 后及以前）")}
    when: ${yamlText(`${born} < 1965`)}
`;
    },
  },
  {
    id: "decades",
    title: { en: "Decade of birth", "zh-CN": "出生年代" },
    about: {
      en: "Decades of birth, as Chinese speaks of generations: 00后, 90后, 80后, 70后",
      "zh-CN": "按出生年代划分：00 后、90 后、80 后、70 后",
    },
    slots: [age],
    coverage: 50,
    body: (found) => {
      const born = bornIn(need(found, "age"));
      return `kind: rules
segments:
${[2010, 2000, 1990, 1980, 1970]
  .map(
    (year) => `  - ${head(`born_${year}s`, `${year}s`, `${String(year).slice(2)} 后`)}
    when: ${yamlText(`${born} >= ${year}`)}
`,
  )
  .join("")}  - ${head("born_earlier", "Before 1970", "60 后及以前")}
    when: ${yamlText(`${born} < 1970`)}
`;
    },
  },
  {
    id: "age_groups",
    title: { en: "Young or senior", "zh-CN": "年轻与中老年" },
    about: {
      en: "Young up to 44, middle-aged 45 to 59, senior from 60 on (age groups of the World Health Organization)",
      "zh-CN": "44 岁及以下为年轻，45 至 59 岁为中年，60 岁及以上为老年（世界卫生组织年龄分段）",
    },
    slots: [age],
    coverage: 50,
    body: (found) => {
      const years = ageOf(need(found, "age"));
      return `kind: rules
segments:
  - ${head("young", "Young", "年轻客户")}
    when: ${yamlText(`${years} <= 44`)}
  - ${head("middle_aged", "Middle-aged", "中年客户")}
    when: ${yamlText(`${years} <= 59`)}
  - ${head("senior", "Senior", "老年客户")}
    when: ${yamlText(`${years} >= 60`)}
`;
    },
  },
  {
    id: "customer_class",
    title: { en: "Class of customer", "zh-CN": "客户类型" },
    about: {
      en: "Personal, corporate, government and premium customers, by the values that the column really has",
      "zh-CN": "个人、企业、政府与优质客户，按该列的实际取值",
    },
    slots: [classColumn],
    coverage: null, // whoever is nothing else is `other`: a check of that could not fail
    body: (found) => {
      const column = need(found, "class");
      const known = classes.flatMap(([id, en, zh, pattern]) => {
        const values = valuesLike(column, pattern);
        return values.length === 0
          ? []
          : [
              `  - ${head(id, en, zh)}\n    when: ${yamlText(`${column.written} in (${listed(values)})`)}\n`,
            ];
      });
      return `kind: rules
segments:
${known.join("")}  - ${head("other", "Other", "其他客户")}
    else: true
`;
    },
  },
  {
    id: "industry_size",
    title: { en: "Industry and size", "zh-CN": "行业与规模" },
    about: {
      en: "The most frequent industries by size; 50 and 250 employees are the European Union's cuts of small and medium enterprises (2003/361/EC)",
      "zh-CN": "主要行业与规模；50 与 250 人为欧盟中小企业的界线（2003/361/EC）",
    },
    slots: [
      slot(
        "industry",
        ["industry", "行业"],
        ["text"],
        /^(industry|sector|branch|vertical|行业|所属行业)$/i,
        [
          "add a column such as industry to the customers table",
          "请在客户表中加入行业列，如 industry",
        ],
      ),
      slot(
        "size",
        ["number of employees", "员工人数"],
        ["number"],
        /^(employees|headcount|staff|size|company_size|员工(人数|数)?|人数|规模)$/i,
        [
          "add a column such as employees to the customers table",
          "请在客户表中加入员工人数列，如 employees",
        ],
      ),
    ],
    coverage: 0,
    body: (found) => {
      const industry = need(found, "industry");
      const values = (industry.column?.top ?? []).slice(0, 5).map((t) => t.value);
      const bands = values.map(
        (value, i) =>
          `    - { id: industry_${i + 1}, title: ${yamlText(value)}, in: ${yamlText(value)} }\n`,
      );
      return `kind: matrix
rows:
  title: { en: Industry, zh-CN: 行业 }
  by: ${yamlText(industry.written)}
  bands:
${bands.join("")}    - { id: other, title: { en: Other industries, zh-CN: 其他行业 }, rest: true }
columns:
  title: { en: Size, zh-CN: 规模 }
  by: ${yamlText(need(found, "size").written)}
  bands:
    - { id: large, title: { en: Large, zh-CN: 大型 }, at_least: 250 }
    - { id: medium, title: { en: Medium, zh-CN: 中型 }, at_least: 50 }
    - { id: small, title: { en: Small, zh-CN: 小型 }, rest: true }
`;
    },
  },
  {
    id: "channel",
    title: { en: "Channel", "zh-CN": "渠道" },
    about: {
      en: "Mostly online, mostly offline or both, by the share of purchases online: a third and two thirds",
      "zh-CN": "以线上为主、以线下为主或两者兼有，按线上购买占比，以三分之一与三分之二为界",
    },
    slots: [
      slot(
        "online",
        ["share of purchases online", "线上购买占比"],
        ["number"],
        /^((online|app|mobile|digital)_share|线上占比|移动端占比)$/i,
        [
          "add a metric to clientele.yaml, such as online_share: { value: \"count(transactions) filter (where channel in ('app', 'web')) / count(transactions)\", within: 365 days }",
          "请在 clientele.yaml 中加入指标，如 online_share: { value: \"count(transactions) filter (where channel in ('app', 'web')) / count(transactions)\", within: 365 days }",
        ],
      ),
    ],
    coverage: 0,
    body: (found) => {
      const online = need(found, "online").written;
      return `kind: rules
segments:
  - ${head("online", "Mostly online", "以线上为主")}
    when: ${yamlText(`${online} > 2 / 3`)}
  - ${head("both", "Online and offline", "线上线下兼有")}
    when: ${yamlText(`${online} >= 1 / 3`)}
  - ${head("offline", "Mostly offline", "以线下为主")}
    when: ${yamlText(`${online} < 1 / 3`)}
`;
    },
  },
  {
    id: "satisfaction",
    title: { en: "Value and satisfaction", "zh-CN": "价值与满意度" },
    about: {
      en: "High value and unhappy is the save list. Detractors answer 0 to 6, promoters 9 or 10 (Reichheld 2003); high value is the top fifth",
      "zh-CN":
        "价值高而不满意者为挽留名单。贬损者答 0 至 6 分，推荐者答 9 或 10 分（Reichheld 2003）；高价值为前 20% 客户",
    },
    slots: [
      slot(
        "nps",
        ["answer from 0 to 10", "0 至 10 分的评分"],
        ["number"],
        /^(nps|nps_score|recommend|satisfaction|满意度|推荐(意愿|分)?)$/i,
        [
          "add a source of kind scores with the answers, such as surveys: { kind: scores, from: data/nps.csv, customer: customer_id, time: answered_at, score: nps, scale: [0, 10] }",
          "请加入 kind: scores 的来源，如 surveys: { kind: scores, from: data/nps.csv, customer: customer_id, time: answered_at, score: nps, scale: [0, 10] }",
        ],
      ),
    ],
    coverage: 0,
    body: (found) => `kind: matrix
rows:
  title: { en: Value, zh-CN: 价值 }
  by: monetary
  within: 365 days
  bands:
    - { id: high, title: { en: High, zh-CN: 高 }, top: 20% of customers }
    - { id: others, title: { en: Others, zh-CN: 其他 }, rest: true }
columns:
  title: NPS
  by: ${yamlText(need(found, "nps").written)}
  bands:
    - { id: promoter, title: { en: Promoter, zh-CN: 推荐者 }, at_least: 9 }
    - { id: passive, title: { en: Passive, zh-CN: 中立者 }, at_least: 7 }
    - { id: detractor, title: { en: Detractor, zh-CN: 贬损者 }, rest: true }
segments:
  - ${head("save_list", "Save list", "挽留名单")}
    rows: high
    columns: detractor
  - ${head("ambassadors", "Ambassadors", "口碑客户")}
    rows: high
    columns: promoter
  - ${head("unsure", "High value, unsure", "高价值待争取")}
    rows: high
    columns: passive
  - ${head("unhappy", "Unhappy", "不满意客户")}
    rows: others
    columns: detractor
  - ${head("content", "Content", "满意客户")}
    rows: others
    columns: [promoter, passive]
`,
  },
  {
    id: "risk_preference",
    title: { en: "Attitude to risk", "zh-CN": "风险偏好" },
    about: {
      en: "Cautious, balanced, bold, from the five classes C1 to C5 of Chinese suitability rules (2017) or the words of the column",
      "zh-CN": "谨慎、平衡、进取，取自投资者适当性管理的 C1 至 C5 五类（2017）或该列的文字",
    },
    slots: [
      slot(
        "risk",
        ["attitude to risk", "风险偏好"],
        ["text", "number"],
        /^(risk(_(preference|level|class|appetite|tolerance))?|风险(偏好|等级|承受能力))$/i,
        [
          "add a column such as risk_preference to the customers table: C1 to C5, or words",
          "请在客户表中加入风险偏好列，如 risk_preference：C1 至 C5，或文字",
        ],
      ),
    ],
    coverage: 0,
    body: (found) => {
      const risk = need(found, "risk");
      if (risk.column?.type === "number")
        return `kind: rules
segments:
  - ${head("cautious", "Cautious", "谨慎型")}
    when: ${yamlText(`${risk.written} <= 2`)}
  - ${head("balanced", "Balanced", "平衡型")}
    when: ${yamlText(`${risk.written} <= 3`)}
  - ${head("bold", "Bold", "进取型")}
    when: ${yamlText(`${risk.written} > 3`)}
`;
      const known = risks.flatMap(([id, en, zh, pattern]) => {
        const values = valuesLike(risk, pattern);
        return values.length === 0
          ? []
          : [
              `  - ${head(id, en, zh)}\n    when: ${yamlText(`${risk.written} in (${listed(values)})`)}\n`,
            ];
      });
      return `kind: rules
segments:
${known.join("")}  - ${head("unknown", "Not asked", "未评估")}
    else: true
`;
    },
  },
];
