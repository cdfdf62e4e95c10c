/** Tells personal data by what cells hold: e-mail addresses, phones, Chinese ID numbers, bank cards, people's names. */
import type { Pii } from "../../pii.ts";

const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]{2,}$/;
const chineseMobile = /^(?:\+?86|0086)?1[3-9]\d{9}$/;
const international = /^\+[1-9]\d{7,14}$/;
const grouped = /^\(?\d{2,5}\)?[ -]\d{3,5}[ -]\d{3,5}$/;

const isPhone = (text: string): boolean => {
  const plain = text.replaceAll(/[\s().-]/g, "");
  return chineseMobile.test(plain) || international.test(plain) || grouped.test(text);
};

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/**
 * Whether a text is a resident identity number of 18 digits: a birth date in it, and the right check digit (GB 11643-1999,
 * ISO 7064 MOD 11-2).
 *
 * @example isChineseId("11010519491231002X") // => true
 */
export function isChineseId(text: string): boolean {
  const found =
    /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i.test(text);
  if (!found) return false;
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return "10X98765432"[sum % 11] === text.at(-1)?.toUpperCase();
}

/**
 * Whether a text is the number of a bank card: 13 to 19 digits that begin as cards do, with Luhn's check digit (ISO/IEC 7812).
 *
 * @example isBankCard("4111 1111 1111 1111") // => true
 */
export function isBankCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, "");
  if (!/^[3-6]\d{12,18}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The hundred most frequent Chinese family names, which most people have. */
const familyNames = new Set(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
);
const isChineseName = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$/u.test(text) && familyNames.has(text[0] ?? "");
const isLatinName = (text: string): boolean =>
  /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(text);

const calledName =
  /^(?:(?:full|first|last|given|family|customer|contact|client)[_ ]?name|surname|name|姓名|客户姓名|联系人|名字)$/i;
const calledPart = /^(?:first|last|given|family|middle)[_ ]?name$|^surname$/i;
/** A column that stands for people: names in it are theirs, whatever it is called in full. */
const calledPerson = /customer|client|contact|member|owner|manager|person|客户|会员|经理|联系人/i;
const calledPhone = /phone|mobile|tel(?:ephone)?$|手机|电话/i;
const calledAddress = /^(?:street|address|home_address|postal_address|地址|住址|通讯地址)$/i;

/** A class of personal data is told where at least this share of the cells is of it. */
const mostly = 0.6;
/** Fewer values than this say nothing. */
const fewest = 3;

/**
 * The class of personal data that a column holds; `null` for none.
 *
 * @param column its name, which decides where values alone cannot
 * @param values some of its cells, none empty
 * @example personalData("contact", ["a@b.com", "c@d.org", "e@f.net"]) // => "email"
 */
export function personalData(column: string, values: readonly string[]): Pii | null {
  const trimmed = values.map((value) => value.trim()).filter((value) => value !== "");
  if (trimmed.length < fewest) return null;
  const mostAre = (is: (text: string) => boolean): boolean =>
    trimmed.filter(is).length >= mostly * trimmed.length;
  if (mostAre((text) => email.test(text))) return "email";
  if (mostAre(isChineseId)) return "id_number";
  if (mostAre(isPhone)) return "phone";
  if (calledPhone.test(column) && mostAre((text) => /^[\d\s()+.-]{7,20}$/.test(text)))
    return "phone";
  if (mostAre(isBankCard)) return "other";
  const distinct = new Set(trimmed).size;
  // A handful of words that begin with a family name are no people: 高, 白, 金 are words as well.
  if (distinct >= 10 && mostAre(isChineseName)) return "name";
  if (calledName.test(column) && mostAre((text) => isChineseName(text) || isLatinName(text)))
    return "name";
  if (calledPart.test(column) && mostAre((text) => /^\p{Lu}[\p{L}'’.-]*$/u.test(text)))
    return "name";
  if (calledPerson.test(column) && distinct >= 20 && mostAre(isLatinName)) return "name";
  if (calledAddress.test(column) && mostAre((text) => /\d/.test(text) || text.length > 8))
    return "address";
  return null;
}
