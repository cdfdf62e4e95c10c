import { describe, expect, it } from "vitest";
import {
  commandNames,
  optionTypes,
  readArguments,
} from "../../../packages/core/src/cli/arguments.ts";
import { commandTakes } from "../../../packages/core/src/cli/command-takes.ts";
import { helpText } from "../../../packages/core/src/cli/help.ts";
import { messageOf } from "../../../packages/core/src/messages/index.ts";

/** Why words are refused, in both languages; what was read where they are not. */
const refusal = (words: string): readonly string[] => {
  const read = readArguments(words.split(" "));
  return read.ok
    ? ["accepted"]
    : read.errors.flatMap((p) => [messageOf(p, "en"), messageOf(p, "zh-CN")]);
};

describe("what a command does not take is refused, not ignored", () => {
  it.each([
    ["check --as-of 2025-01-01", "check takes no --as-of", "check 没有选项 --as-of"],
    ["run --limit 3", "run takes no --limit", "run 没有选项 --limit"],
    ["runs extra", 'runs does not know what to do with "extra"', "runs 不接受“extra”"],
    ["run --local zh", 'there is no option "--local" (did you mean "--locale"?)', "--locale"],
    ["publsh", 'there is no command "publsh" (did you mean "publish"?)', "没有命令“publsh”"],
    ["run --as-of 2026-02-30", "--as-of takes a date such as 2026-11-21", "--as-of 应为日期"],
    ["find x --limit -1", "--limit takes a value, as in --limit=…", "--limit 需要一个值"],
  ])("%s", (words, en, zh) => {
    const [english, chinese] = refusal(words);
    expect(english).toContain(en);
    expect(chinese).toContain(zh);
    expect(chinese).not.toMatch(/takes|does not|there is/);
  });

  it.each(["find recency > 60", "show Acme Trading", "add playbook retention"])(
    "%s is taken as it is",
    (words) => {
      expect(refusal(words)).toEqual(["accepted"]);
    },
  );
});

describe("help", () => {
  const all = commandNames.flatMap((name) =>
    commandTakes[name].options.map((option) => [name, option] as const),
  );
  it.each(all)("says in both languages what %s --%s means", (command, option) => {
    expect(helpText(command, "en")).toMatch(new RegExp(`--${option} .*[a-z]`));
    expect(helpText(command, "zh-CN")).toMatch(new RegExp(`--${option} .*[\u4e00-\u9fff]`));
  });

  it("says what an option means for the command that was asked for, and no other", () => {
    expect(helpText("diff", "en")).toContain("how many of those who moved; default 5");
    expect(helpText("diff", "en")).not.toContain("default 20");
  });

  it("knows a command for every option", () => {
    const taken = new Set(commandNames.flatMap((name) => commandTakes[name].options));
    const general = ["allow-read", "json", "locale", "help", "version"];
    const idle = Object.keys(optionTypes).filter(
      (name) => !general.includes(name) && ![...taken].some((option) => option === name),
    );
    expect(idle).toEqual([]);
  });
});
