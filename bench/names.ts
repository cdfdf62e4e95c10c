/**
 * Finding a customer by name, pinyin, initials and with a slip, beside a scan of all names by the same definition.
 *
 *     npm run pnpm -- exec node --conditions=source bench/names.ts [customers]
 */
import { matchOf, openNameIndex } from "../packages/core/src/people/index.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const cities =
  "上海 北京 苏州 无锡 杭州 重庆 深圳 合肥 青岛 长沙 南京 宁波 广州 成都 武汉 西安".split(" ");
const given = Array.from(
  "丽华恒达新锐天宝安康盛隆永信正大光明和顺金海东方宏图远博瑞祥泰兴汇通嘉美",
);
const trades = "纺织 机电 商贸 科技 食品 建材 物流 医药 家具 化工 电子 服饰".split(" ");
const syllables = "ka lo mi ren tor vas bel dan quo sin har wel pra nox fen gil".split(" ");
const kinds = "Trading,Textile,Works,Foods,Logistics,Systems,Partners,Holding,Mills,Services".split(
  ",",
);

let state = 7;
const below = (n: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const one = (list: readonly string[]): string => list[below(list.length)] ?? "";
const chinese = (): string =>
  `${one(cities)}${one(given)}${one(given)}${one(given)}${one(trades)}有限公司`;
const latin = (): string => {
  const word = Array.from({ length: 2 + below(3) }, () => one(syllables)).join("");
  return `${word[0]?.toUpperCase() ?? ""}${word.slice(1)} ${one(kinds)}`;
};

/** Milliseconds that this thread had a processor: on a busy machine it waits as well. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const names = Array.from({ length: customers }, (_, i) => (i % 2 === 0 ? chinese() : latin()));
const all = names.map((name, i) => ({ id: String(i).padStart(8, "0"), names: [name] }));
const index = openNameIndex();
const started = performance.now();
for (let at = 0; at < customers; at += 10_000) index.add(all.slice(at, at + 10_000));
index.finish();
const seconds = (performance.now() - started) / 1000;
const used = worked() / 1000;
const megabytes = process.memoryUsage().rss / 2 ** 20;
console.log(
  `${customers} customers: built in ${seconds.toFixed(1)} s, ${used.toFixed(1)} of processor; the process holds ${megabytes.toFixed(0)} MB, the names included`,
);

const slip = (word: string): string => `${word.slice(0, 3)}${word.slice(4)}`;
const asked: Readonly<Record<string, () => string>> = {
  id: () => String(below(customers)).padStart(8, "0"),
  "whole name": () => names[below(customers)] ?? "",
  "two characters": () => `${one(given)}${one(given)}`,
  "part of a name": () => `${one(given)}${one(given)}${one(trades)}`,
  "word and word": () => `${one(kinds)} ${one(syllables)}${one(syllables)}`,
  pinyin: () => one(["lihuafang", "hengdajidian", "xinruikeji", "tianbaoshangmao", "guangming"]),
  "two syllables": () => one(["lihua", "hengda", "xinrui", "tianbao", "jinhai"]),
  initials: () => one(["lhfz", "hdjd", "xrkj", "tbsm", "gmwl"]),
  "a letter left out": () => slip((names[1 + 2 * below(customers / 2)] ?? "").toLowerCase()),
  "a wrong character": () => `${one(cities)}${one(given)}立${one(trades)}`,
  "a slip in pinyin": () => one(["lihuafeng", "hengdojidian", "xinruikaji", "tianbeoshangmao"]),
  nothing: () => "zzyqxk",
};
/** What somebody waits for who sees all, or a part. */
function timed(what: string, make: () => string, sight?: string): void {
  const before = worked();
  const times = Array.from({ length: 200 }, () => {
    const text = make();
    const begun = performance.now();
    index.search(text, 1000, sight);
    return performance.now() - begun;
  }).toSorted((a, b) => a - b);
  const ms = (value = 0): string => value.toFixed(2).padStart(7);
  console.log(
    `${what.padEnd(20)} p50 ${ms(times[100])} ms   p99 ${ms(times[197])} ms   of processor, in the mean ${ms((worked() - before) / 200)} ms`,
  );
}
for (const [what, make] of Object.entries(asked)) timed(what, make);

const part = all.filter((_, i) => i % 16 === 0).map(({ id }) => id);
const telling = performance.now();
for (let at = 0; at < part.length; at += 10_000) index.show("part", part.slice(at, at + 10_000));
console.log(
  `\nwho sees ${part.length} of them (told in ${((performance.now() - telling) / 1000).toFixed(1)} s):`,
);
for (const [what, make] of Object.entries(asked)) timed(what, make, "part");
const begun = performance.now();
const sample = all.slice(0, 20_000);
for (const customer of sample) matchOf("lihuafeng", customer);
const scan = ((performance.now() - begun) * customers) / sample.length;
console.log(`a scan of all names for a slip in pinyin: ${(scan / 1000).toFixed(1)} s`);
index.close();
