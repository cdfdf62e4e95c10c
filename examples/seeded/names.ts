/** Names in Chinese characters with their pinyin, and English ones. All are invented. */
import { pick, type Random } from "./random.ts";

type Word = readonly [chinese: string, latin: string];

export const cities: readonly (readonly [Word, number])[] = [
  [["上海", "Shanghai"], 30],
  [["苏州", "Suzhou"], 22],
  [["杭州", "Hangzhou"], 16],
  [["南京", "Nanjing"], 12],
  [["无锡", "Wuxi"], 10],
  [["宁波", "Ningbo"], 6],
  [["合肥", "Hefei"], 4],
];

const brands: readonly Word[] = [
  ["嘉禾", "Jiahe"],
  ["宏图", "Hongtu"],
  ["金桥", "Jinqiao"],
  ["东方", "Dongfang"],
  ["远航", "Yuanhang"],
  ["瑞丰", "Ruifeng"],
  ["和顺", "Heshun"],
  ["华盛", "Huasheng"],
  ["天元", "Tianyuan"],
  ["美嘉", "Meijia"],
  ["锦程", "Jincheng"],
  ["云帆", "Yunfan"],
  ["百川", "Baichuan"],
  ["长青", "Changqing"],
  ["德馨", "Dexin"],
  ["飞鸿", "Feihong"],
  ["广源", "Guangyuan"],
  ["海纳", "Haina"],
  ["景泰", "Jingtai"],
  ["康宁", "Kangning"],
  ["联创", "Lianchuang"],
  ["明德", "Mingde"],
  ["启航", "Qihang"],
  ["三和", "Sanhe"],
];

const trades: readonly Word[] = [
  ["酒店", "Hotel"],
  ["餐饮", "Catering"],
  ["机电", "Electric"],
  ["纺织", "Textiles"],
  ["办公", "Office Supplies"],
  ["物业", "Property"],
  ["装饰", "Interiors"],
  ["书店", "Books"],
];

const surnames: readonly Word[] = [
  ["王", "Wang"],
  ["李", "Li"],
  ["张", "Zhang"],
  ["刘", "Liu"],
  ["陈", "Chen"],
  ["杨", "Yang"],
  ["赵", "Zhao"],
  ["黄", "Huang"],
  ["周", "Zhou"],
  ["吴", "Wu"],
  ["徐", "Xu"],
  ["孙", "Sun"],
  ["胡", "Hu"],
  ["朱", "Zhu"],
  ["高", "Gao"],
  ["林", "Lin"],
  ["何", "He"],
  ["郭", "Guo"],
];

const givenNames: readonly Word[] = [
  ["伟", "Wei"],
  ["芳", "Fang"],
  ["娜", "Na"],
  ["敏", "Min"],
  ["静", "Jing"],
  ["磊", "Lei"],
  ["洋", "Yang"],
  ["艳", "Yan"],
  ["勇", "Yong"],
  ["涛", "Tao"],
  ["秀英", "Xiuying"],
  ["志强", "Zhiqiang"],
  ["晓明", "Xiaoming"],
  ["雨桐", "Yutong"],
  ["子涵", "Zihan"],
  ["欣怡", "Xinyi"],
  ["浩然", "Haoran"],
  ["思远", "Siyuan"],
  ["梓萱", "Zixuan"],
  ["建国", "Jianguo"],
];

const englishFirst = [
  "Emma",
  "Oliver",
  "Sophie",
  "Daniel",
  "Grace",
  "Lucas",
  "Anna",
  "Peter",
  "Maya",
  "Tom",
];
const englishLast = [
  "Clark",
  "Hughes",
  "Meyer",
  "Rossi",
  "Novak",
  "Silva",
  "Bennett",
  "Larsen",
  "Walsh",
  "Kaur",
];

/** What people call a customer: in full, in short, and in Latin letters. */
export type Naming = { readonly name: string; readonly short: string; readonly english: string };

export function memberName(random: Random): Naming {
  if (random() < 0.15) {
    const name = `${pick(random, englishFirst)} ${pick(random, englishLast)}`;
    return { name, short: "", english: name };
  }
  const [surname, family] = pick(random, surnames);
  const [given, first] = pick(random, givenNames);
  return { name: surname + given, short: "", english: `${first} ${family}` };
}

export function businessName(random: Random, [city, cityLatin]: Word): Naming {
  const [brand, brandLatin] = pick(random, brands);
  const [trade, tradeLatin] = pick(random, trades);
  return {
    name: city + brand + trade,
    short: brand + trade,
    english: `${cityLatin} ${brandLatin} ${tradeLatin}`,
  };
}
