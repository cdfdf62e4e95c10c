/** Why an engine or the system could not do something, in the reader's language: what they say themselves is English. */
import { inChinese } from "./phrases.ts";

type Words = (...found: readonly string[]) => string;
type Reason = readonly [pattern: RegExp, en: Words, zh: Words];

const types: Readonly<Record<string, readonly [string, string]>> = {
  DATE: ["a date", "日期"],
  TIMESTAMP: ["a time", "时间"],
  BOOLEAN: ["true or false", "是非值"],
};
const isNumber = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|INT\d+|DECIMAL|DOUBLE|FLOAT)/;
const typeIn = (type: string, language: 0 | 1): string =>
  types[type.replace(/\W.*$/, "")]?.[language] ??
  (isNumber.test(type) ? (["a number", "数值"] as const)[language] : type);

/** In order: the first that fits wins. Codes are those of the system. */
const reasons: readonly Reason[] = [
  [
    /Could not (?:convert|cast) (?:string|value) ["']?(.*?)["']? to '?([A-Z][A-Z0-9]*)/s,
    (value, type) => `"${value}" is not ${typeIn(type, 0)}`,
    (value, type) => `“${value}”不是${typeIn(type, 1)}`,
  ],
  [
    /(?:date|timestamp|time) field value out of range(?:: "(.*?)")?/s,
    (value) =>
      value === "" ? "a day that does not exist" : `"${value}" is a day that does not exist`,
    (value) => (value === "" ? "日期不存在" : `“${value}”是不存在的日期`),
  ],
  [/[Oo]verflow|[Oo]ut of [Rr]ange/, () => "a number is too large", () => "数值过大"],
  [/failed to allocate|[Oo]ut of [Mm]emory/, () => "memory is full", () => "内存不足"],
  [
    /max_temp_directory_size|No space left on device|Disk quota exceeded|^ENOSPC$|^EDQUOT$/,
    () => "the disk is full",
    () => "磁盘已满",
  ],
  [/Value with unterminated quote/, () => "a quotation mark is never closed", () => "引号没有闭合"],
  [
    /Expected Number of Columns: (\d+) Found: (\d+)/,
    (expected, found) => `${found} columns instead of ${expected}`,
    (expected, found) => `列数为 ${found}，应为 ${expected}`,
  ],
  [
    /[Ii]nvalid unicode|not utf-8/i,
    () => "the text is not UTF-8 (save it again as UTF-8, in Excel as “CSV UTF-8”)",
    () => "文本不是 UTF-8 编码（请另存为 UTF-8，在 Excel 中选择“CSV UTF-8”）",
  ],
  [
    /^the text is UTF-16$/,
    () => "the text is UTF-16 (save it again as UTF-8, in Excel as “CSV UTF-8”)",
    () => "文本是 UTF-16 编码（请另存为 UTF-8，在 Excel 中选择“CSV UTF-8”）",
  ],
  [/Maximum line size/, () => "a line is too long", () => "某一行过长"],
  [/Malformed JSON|JSON transform/, () => "a line is not JSON", () => "某一行不是 JSON"],
  [/sniffing file|CSV Error/, () => "it cannot be read as a table", () => "无法按表格读取"],
  [
    /too small to be a Parquet|[Nn]o magic bytes/,
    () => "it is not a Parquet file",
    () => "不是 Parquet 文件",
  ],
  [/not a GZIP stream/, () => "it is not a gzip file", () => "不是 gzip 文件"],
  [
    /not a valid DuckDB database|Corrupt database|Serialization Error|Could not read enough bytes/,
    () => "the file is not whole",
    () => "文件不完整",
  ],
  [/it changed while it was read/, () => "it changed while it was read", () => "读取时发生了变化"],
  [
    /No files found|No such file|^ENOENT$|^ENOTDIR$/,
    () => "there is no such file",
    () => "没有该文件",
  ],
  [
    /Permission denied|^Permission Error|^EACCES$|^EPERM$/,
    () => "access is denied",
    () => "没有权限",
  ],
  [/^EROFS$|[Rr]ead-only file system/, () => "the disk is read-only", () => "磁盘为只读"],
  [/^EISDIR$|Is a directory/, () => "it is a folder", () => "这是文件夹"],
  [/^EMFILE$|Too many open files/, () => "too many files are open", () => "打开的文件过多"],
  [
    /Could not set lock|being used by another process/,
    () => "another process is using it",
    () => "其他进程正在使用",
  ],
];

const told = (reason: string, language: 0 | 1): string | undefined => {
  for (const [pattern, en, zh] of reasons) {
    const match = pattern.exec(reason);
    if (match === null) continue;
    const found = match.slice(1).map((part: string | undefined) => part ?? "");
    return language === 0 ? en(...found) : zh(...found);
  }
  return undefined;
};

/** @example reasonInEnglish("Could not convert string 'abc' to DOUBLE") // => '"abc" is not a number' */
export const reasonInEnglish = (reason: string): string => told(reason, 0) ?? reason;

/** What is not known stays as it was said. @example reasonInChinese("ENOSPC") // => "磁盘已满" */
export const reasonInChinese = (reason: string): string => told(reason, 1) ?? inChinese(reason);
