import type { Catalogue } from "../catalogue.ts";
import { inChinese as phrase } from "../phrases.ts";
import { reasonInChinese as because } from "../reasons.ts";
import { space } from "../space.ts";
import { suggestion } from "./words.ts";

/** About what stands in the files of a project, in Chinese. */
export const project = {
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
    (nearest !== ""
      ? suggestion(nearest)
      : /[()<>=']|^\d/.test(key)
        ? `；{ } 之间含逗号的文本须加引号，如 { value: "coalesce(nps, 0)" }`
        : allowed === ""
          ? "；请删除"
          : `；此处可用：${allowed}`),
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
} satisfies Partial<Catalogue>;
