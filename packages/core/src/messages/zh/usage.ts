/** Why a command was used wrongly, in Chinese: the command itself says it in English. */

type Words = (...found: readonly string[]) => string;

/** In order: the first that fits wins. */
const reasons: readonly (readonly [pattern: RegExp, zh: Words])[] = [
  [/^there is no command "(.*?)"(.*)$/s, (name, meant) => `没有命令“${name}”${likely(meant)}`],
  [/^there is no option "(.*?)"(.*)$/s, (name, meant) => `没有选项 ${name}${likely(meant)}`],
  [/^(\S+) takes no (--\S+)$/, (command, option) => `${command} 没有选项 ${option}`],
  [
    /^(\S+) does not know what to do with "(.*)"$/s,
    (command, word) => `${command} 不接受“${word}”`,
  ],
  [
    /^(--\S+) takes a value, as in (\S+)$/,
    (option, example) => `${option} 需要一个值，如 ${example}`,
  ],
  [
    /^(--\S+) takes a whole number, got "(.*)"$/s,
    (option, got) => `${option} 应为整数，而不是“${got}”`,
  ],
  [
    /^(--\S+) takes a number from (\d+) to (\d+)$/,
    (o, low, high) => `${o} 应为 ${low} 至 ${high} 的整数`,
  ],
  [
    /^(--\S+) takes a (?:date|day or a time) such as (\S+), got "(.*)"$/s,
    (option, example, got) => `${option} 应为日期，如 ${example}，而不是“${got}”`,
  ],
  [
    /^(--until) takes a time to come such as "(.*)", "(.*)" or (\S+), got "(.*)"$/s,
    (option, a, b, c, got) => `${option} 应为将来的时间，如“${a}”“${b}”或 ${c}，而不是“${got}”`,
  ],
  [
    /^(--\S+) takes (?:one of )?(.*?), got "(.*?)"(?:, did you mean (\S+)\?)?$/s,
    (option, list, got, near) =>
      `${option} 应为${asList(list)}，而不是“${got}”${near === "" ? "" : `（是否应为 ${near}？）`}`,
  ],
  [
    /^(\S+) takes a customer's id or (?:whole )?name$/,
    (command) => `${command} 需要客户的编号或名称`,
  ],
  [/^find takes a rule, such as (.*)$/, (example) => `find 需要一条规则，如 ${example}`],
  [/^segment takes an id, such as (\S+)$/, (example) => `segment 需要客群的名称，如 ${example}`],
  [/^diff takes two runs, such as (.*)$/, (example) => `diff 需要两次运行，如 ${example}`],
  [
    /^(\S+(?: --\S+)?) takes (--out |--to )?(?:with )?a file that ends in (.*)$/,
    (command, option, ends) =>
      `${command} 需要${option === "" ? "" : ` ${option}`}以 ${asList(ends)} 结尾的文件`,
  ],
  [
    /^schema takes one of (.*), got "(.*)"$/s,
    (list, got) => `schema 应为${asList(list)} 之一，而不是“${got}”`,
  ],
  [/^--by needs --to SEGMENT$/, () => "--by 须与 --to 客群 同用"],
  [
    /^"(.*)" is in several segmentations: (.*)$/s,
    (id, names) => `“${id}”在多个分群方案中：${asList(names)}`,
  ],
  [
    /^(\S+) takes nothing, (.*), got "(.*)"$/s,
    (command, forms, got) =>
      `${command} 可不带参数，或为 ${forms.replace(" or ", " 或 ")}，而不是“${got}”`,
  ],
  [/^disputes resolve takes/, () => "disputes resolve 需要异议的编号，并用 --note 说明做了什么"],
  [/^requests (\S+) takes the number of a request$/, (deed) => `requests ${deed} 需要申请的编号`],
  [
    /^recommend takes/,
    () => "recommend 需要一位客户，或 --segment 客群、--bundles、--evaluate 之一",
  ],
  [/^evaluate takes at most two segmentations$/, () => "evaluate 最多接受两个分群方案"],
  [
    /^add playbook takes its name, such as (\S+)$/,
    (name) => `add playbook 需要手册名称，如 ${name}`,
  ],
  [
    /^add (\S+) takes --for .*--for (\S+)$/,
    (what, example) => `add ${what} 需要用 --for 指明面向谁，如 --for ${example}`,
  ],
  [/^--use takes .* such as (\S+)$/, (example) => `--use 的写法为 所需内容=列名，如 ${example}`],
];

const asList = (list: string): string =>
  list
    .replaceAll(/,? or /g, " 或 ")
    .replaceAll(", ", "、")
    .replace(/^(?=\w)/, " ");

const likely = (meant: string): string => {
  const [, name] = /did you mean "(.*?)"/.exec(meant) ?? [];
  return name === undefined ? "" : `（是否应为 ${name}？）`;
};

/**
 * A reason of the command's in Chinese.
 *
 * @returns the English one where there is no other
 * @example usageInChinese("check takes no --as-of") // => "check 没有选项 --as-of"
 */
export function usageInChinese(reason: string): string {
  for (const [pattern, zh] of reasons) {
    const found = pattern.exec(reason);
    if (found !== null) return zh(...found.slice(1).map((part) => part ?? ""));
  }
  return reason;
}
