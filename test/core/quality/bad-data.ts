/** A project whose data have one of everything that can be wrong. */
const people = [
  "王丽华",
  "李建国",
  "张伟",
  "刘洋",
  "陈静",
  "杨帆",
  "黄磊",
  "赵敏",
  "吴昊",
  "周婷",
  "徐明",
  "孙悦",
];
/** With check digits that fit: GB 11643-1999. */
const identity = (i: number): string => {
  const head = `1101051990${String((i % 12) + 1).padStart(2, "0")}15${String(100 + i)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(head[at]), 0);
  return `${head}${"10X98765432"[sum % 11]}`;
};

const customers = [
  "id,姓名,mobile,mail,identity_no,age,parent,industry,note",
  ...people.map(
    (name, i) =>
      `C${String(i).padStart(2, "0")},${name},1380000${String(1000 + i)},p${i}@example.com,${identity(i)},${20 + i},,it,`,
  ),
  "C00,王丽华,13800001000,p0@example.com,,21,,it,", // the same id again
  "C90,李 建国,+86 138-0000-1001,other@example.com,,-3,C99,mining,x", // the same person with another id; a parent who is nobody
];

const months = [
  "2025-01",
  "2025-02",
  "2025-03",
  "2025-06",
  "2025-07",
  "2025-08",
  "2025-09",
  "2025-10",
  "2025-11",
];
const sales = [
  "customer,paid_at,total,kind",
  ...months.flatMap((month) =>
    Array.from({ length: 8 }, (_, i) => `C0${i},${month}-0${i + 1},${100 + i},sale`),
  ),
  "C00,2025-01-01,100,sale", // a row again
  "X1,2025-01-05,90,sale", // of nobody
  ",2025-01-05,90,sale",
  "C01,2031-01-01,90,sale",
  "C01,1970-01-01,90,sale",
  "C02,2025-02-20,-5,sale",
  "C02,2025-02-21,-5,refund",
  "C03,2025-02-22,9999999,sale",
];

export const badData: Readonly<Record<string, string>> = {
  "clientele.yaml": `clientele: 1
name: { en: Harbour Bank, zh-CN: 港湾银行 }
timezone: Asia/Shanghai
sources:
  customers:
    from: data/customers.csv
    key: id
    parent: parent
    columns:
      mail: { title: E-mail }
  transactions:
    from: data/sales.csv
    customer: customer
    time: paid_at
    amount: total
    refund: { when: kind = 'refund' }
  market: { kind: factors, from: data/market.csv, match: [industry] }
`,
  "data/customers.csv": `${customers.join("\n")}\n`,
  "data/sales.csv": `${sales.join("\n")}\n`,
  "data/market.csv": "industry,potential\nit,100\nretail,90\n",
};
