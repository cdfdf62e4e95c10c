/** The examples of `docs/problems.md`: files of a project, most of them as they differ from one that is sound. */
import { readFileSync } from "node:fs";

export type Files = Readonly<Record<string, string>>;

export type Example = {
  readonly code: string;
  readonly wrong: Files;
  readonly right: Files;
  /** What the problem's place covers, from the marker `# ← text` behind a line; `undefined` where none is marked. */
  readonly marked:
    | { readonly file: string; readonly line: number; readonly text: string }
    | undefined;
};

export const page = readFileSync(new URL("../../docs/problems.md", import.meta.url), "utf8");

const block = /^```\w+ (base|wrong|right) (\S+)\n([^]*?)^```$/gm;
const marker = / # ← (.*)$/m;

type Block = { readonly side: string; readonly file: string; readonly text: string };

const blocksOf = (section: string): readonly Block[] =>
  [...section.matchAll(block)].map(([, side = "", file = "", text = ""]) => ({ side, file, text }));

/** Every example, in the order of the page. */
export function examplesOf(): readonly Example[] {
  const base = filesOf(blocksOf(page), "base", {});
  return page
    .split(/^#### /m)
    .slice(1)
    .map((section): Example => {
      const code = /^`([a-z-]+)`/.exec(section)?.[1] ?? "";
      const blocks = blocksOf(section);
      const marked = filesOf(blocks, "wrong", base);
      const strip = (files: Files): Files =>
        Object.fromEntries(
          Object.entries(files).map(([file, text]) => [file, text.replace(marker, "")]),
        );
      const place = Object.entries(marked).flatMap(([file, text]) => {
        const found = marker.exec(text);
        if (found === null) return [];
        const line = text.slice(0, found.index).split("\n").length - 1;
        return [{ file, line, text: found[1] ?? "" }];
      });
      const right = filesOf(blocks, "right", base);
      return { code, wrong: strip(marked), right, marked: place[0] };
    });
}

function filesOf(blocks: readonly Block[], side: string, base: Files): Files {
  const files: Record<string, string> = { ...base };
  for (const { side: own, file, text } of blocks) {
    if (own !== side) continue;
    const before = files[file];
    if (text.trim() === "") delete files[file];
    else
      files[file] = file === "clientele.yaml" && before !== undefined ? merged(before, text) : text;
  }
  return files;
}

/** The file with what stands at each of the snippet's top keys in place of its own. */
function merged(base: string, snippet: string): string {
  const chunks = new Map<string, string>();
  for (const text of [base, snippet])
    for (const chunk of text.split(/^(?=[^\s#])/m))
      chunks.set(/^[^:\s]*/.exec(chunk)?.[0] ?? "", chunk);
  return [...chunks.values()].join("");
}
