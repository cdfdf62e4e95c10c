import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandNames } from "../../packages/core/src/cli/arguments.ts";
import { helpText } from "../../packages/core/src/cli/help.ts";
import { listTemplates } from "../../packages/core/src/compute/project/templates.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs/features.md"), "utf8");
const rows = text
  .split("\n")
  .filter((line) => /^\| *\d+ /.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

describe("the map of features", () => {
  it("has each number from 1 to 145 once, in order", () => {
    expect(rows.map(([number]) => Number(number))).toEqual(
      Array.from({ length: 145 }, (_, index) => index + 1),
    );
  });

  it("fills every cell", () => {
    expect(rows.filter((cells) => cells.length !== 5 || cells.includes(""))).toEqual([]);
  });

  it("names a test that exists for whatever is built, and none for what is not", () => {
    const wrong = rows.filter(([, , , how = "", tests = ""]) => {
      const named = [...tests.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path]) => path ?? "");
      const built = !how.startsWith("not yet");
      return named.length > 0 !== built || named.some((path) => !existsSync(join(root, path)));
    });
    expect(wrong).toEqual([]);
  });

  it("names commands and options that help tells of, and templates that there are", () => {
    const mentions = [...text.matchAll(/`clientele ([^`]+)`/g)].map(([, words]) => words ?? "");
    expect(mentions.length).toBeGreaterThan(100);
    expect(mentions.filter((mention) => !isTold(mention))).toEqual([]);
  });
});

/** Whether help knows the command and its options, and there is the template. */
function isTold(mention: string): boolean {
  const [name, ...words] = mention.split(" ");
  const command = commandNames.find((each) => each === name);
  if (command === undefined) return false;
  const help = helpText(command, "en");
  const template = words[words.indexOf("--template") + 1] ?? "";
  return (
    words.filter((word) => word.startsWith("--")).every((word) => help.includes(word)) &&
    (!words.includes("--template") || listTemplates().includes(template))
  );
}

const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((p) => `docs/${p}`),
  ...readdirSync(join(root, "examples")).flatMap((name) => [
    `examples/${name}`,
    `examples/${name}/README.md`,
  ]),
].filter((path) => path.endsWith(".md") && existsSync(join(root, path)));

it.each(pages)("every link of %s leads somewhere", (page) => {
  const source = readFileSync(join(root, page), "utf8").replaceAll(/```[^]*?```/g, "");
  const links = [...source.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");
  const lost = links.filter((link) => !/^[a-z]+:/.test(link)).filter((link) => !leads(page, link));
  expect(lost).toEqual([]);
});

/** Whether a link names a file or folder, and a heading of it where it says `#`. */
function leads(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined || !target.endsWith(".md")) return true;
  const headings = readFileSync(target, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("#"));
  return headings.some((line) => anchorOf(line) === anchor);
}

/** As GitHub makes them. @example anchorOf("## For SPSS and SAS") // => "for-spss-and-sas" */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
