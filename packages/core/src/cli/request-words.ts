/** Words of publish requests on the command line. */
import { languageOf, type Language } from "../messages/index.ts";
import type { PublishRequest } from "../people/index.ts";

type Words = {
  readonly asked: (request: PublishRequest) => string;
  readonly withdrawn: (id: number) => string;
  readonly none: string;
};

const short = (hash: string): string => hash.slice(0, 4);

const words: Readonly<Record<Language, Words>> = {
  en: {
    asked: ({ id, configHash, author }) =>
      `Asked: request ${id}, configuration ${short(configHash)}, by ${author}.\nThe bot counts it on its own data and shows it to who approves. How it stands: clientele requests show ${id}`,
    withdrawn: (id) => `Request ${id} is withdrawn`,
    none: "Nobody asks for anything. All that was asked: clientele requests --all",
  },
  zh: {
    asked: ({ id, configHash, author }) =>
      `已提交申请 ${id}：配置 ${short(configHash)}，申请人 ${author}。\n机器人会用自己的数据计算，并交给审批人。查看进展：clientele requests show ${id}`,
    withdrawn: (id) => `已撤回申请 ${id}`,
    none: "没有待处理的申请。查看全部：clientele requests --all",
  },
};

export const requestWords = (locale: string): Words => words[languageOf(locale)];
