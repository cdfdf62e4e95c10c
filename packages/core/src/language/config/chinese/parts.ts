/** The schema's words about what several files share, in Chinese by the English ones. */
export const partsInChinese: readonly (readonly [english: string, chinese: string])[] = [
  [
    "A name: letters, digits and _, not starting with a digit",
    "名称：字母、汉字、数字与 _，不以数字开头",
  ],
  [
    "Its name: letters, digits and _, not starting with a digit",
    "方案名称：字母、汉字、数字与 _，不以数字开头",
  ],
  ["A text, or a map from language to text", "一段文字，或按语言分列的文字"],
  [
    "What people read: a text, or one for each language",
    "显示给人看的标题：一段文字，或按语言分列",
  ],
  ["A number of days or weeks, such as 365 days", "天数或周数，如 365 days"],
  ["How the column is read; by default as it looks", "按何种类型读取此列；默认按内容判断"],
  [
    "Personal data of this class: masked unless the viewer's role allows it",
    "属于此类个人信息：查看者无权限时打码",
  ],
  ["Shown only on request, such as age or health", "敏感信息，仅在要求时显示，如年龄、健康"],
  [
    "What the column tells of a customer: where personas speak of it",
    "该列反映客户的哪个方面：决定其在客群画像中的位置",
  ],
  [
    "What a number is counted in: money of the project's currency, days, or a share",
    "数值的单位：项目货币的金额、天数或占比",
  ],
  [
    "A table or view; in PostgreSQL with its schema, crm.customers",
    "表或视图；PostgreSQL 须带模式名，如 crm.customers",
  ],
  ["A SQLite database, a file of the project", "SQLite 数据库，项目中的文件"],
  [
    "Where PostgreSQL is, such as ${CRM_URL}; a password never stands in a file",
    "PostgreSQL 的地址，如 ${CRM_URL}；密码绝不写在文件中",
  ],
  ["A workbook, a file of the project", "工作簿，项目中的文件"],
  ["A sheet; by default the first", "工作表；默认第一张"],
  [
    "CSV, TSV, JSON lines, Parquet (gz too) or xlsx, may be a glob; or { xlsx, sheet }, { sqlite, table }, { postgres, table }",
    "CSV、TSV、JSON lines、Parquet（可为 gz）或 xlsx 文件，可用通配符；或 { xlsx, sheet }、{ sqlite, table }、{ postgres, table }",
  ],
  [
    "What is assigned: customer, parent (the account above), root (the top of the tree) or a group of customers",
    "分群的对象：customer（客户）、parent（上级账户）、root（最上级账户）或某个分组",
  ],
  ["The column", "时间所在的列"],
  ["strptime's notation, such as %d/%m/%Y", "strptime 写法，如 %d/%m/%Y"],
  ["How customers are assigned", "如何分配客户"],
  ["Who takes part; everybody else is in no segment", "谁参与划分；其余客户不入任何客群"],
  [
    "A column of customers: those with the same value are ranked among themselves",
    "客户表的一列：取值相同的客户之间相互排名",
  ],
];
