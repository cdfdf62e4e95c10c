/** A word, or a closing bracket, after which `/` divides; after anything else it begins a regular expression. */
const dividesAfter = /(?:[\w$)\]"'`]|\}\s)$/;
const notAValue = /\b(?:return|typeof|case|in|of|yield|await)$/;

/**
 * The texts in string and template literals of a TypeScript file. A tokenizer that is good enough to look for words in
 * them: it skips comments and regular expressions, and reads `${…}` in templates as `?`, with their own literals apart.
 *
 * @example literalsOf('const a = "x"; // "y"') // => ["x"]
 */
export function literalsOf(source: string): readonly string[] {
  const found: string[] = [];
  readCode(source, 0, found, false);
  return found;
}

/** Reads code from `start`; inside a template it ends at the closing brace. Returns where it stopped. */
function readCode(source: string, start: number, found: string[], inTemplate: boolean): number {
  let depth = 0;
  let code = "";
  let at = start;
  while (at < source.length) {
    const character = source.charAt(at);
    const two = source.slice(at, at + 2);
    if (two === "//") at = endOf(source, "\n", at);
    else if (two === "/*") at = endOf(source, "*/", at + 2);
    else if (character === '"' || character === "'") at = readString(source, at, found);
    else if (character === "`") at = readTemplate(source, at + 1, found);
    else if (character === "/" && beginsRegex(code)) at = readRegex(source, at + 1);
    else if (character === "}" && inTemplate && depth === 0) return at + 1;
    else {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      code = (code + character).slice(-20);
      at += 1;
      continue;
    }
    code += '"'; // a literal stood here; comments do no harm as one
  }
  return at;
}

const beginsRegex = (code: string): boolean =>
  !dividesAfter.test(code.trimEnd()) || notAValue.test(code.trimEnd());

function endOf(source: string, mark: string, from: number): number {
  const index = source.indexOf(mark, from);
  return index === -1 ? source.length : index + mark.length;
}

/** A quoted string ends at its quote, or with the line: an apostrophe in JSX text is none. */
function readString(source: string, start: number, found: string[]): number {
  const string = /(["'])((?:\\[^]|(?!\1)[^\\\n])*)\1/y;
  string.lastIndex = start;
  const match = string.exec(source);
  if (match === null) return start + 1;
  found.push(match[2] ?? "");
  return string.lastIndex;
}

function readTemplate(source: string, start: number, found: string[]): number {
  let text = "";
  let at = start;
  while (at < source.length && source.charAt(at) !== "`") {
    if (source.startsWith("${", at)) {
      text += "?";
      at = readCode(source, at + 2, found, true);
    } else {
      const length = source.charAt(at) === "\\" ? 2 : 1;
      text += source.slice(at, at + length);
      at += length;
    }
  }
  found.push(text);
  return at + 1;
}

function readRegex(source: string, start: number): number {
  const regex = /(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])*\/\w*/y;
  regex.lastIndex = start;
  return regex.test(source) ? regex.lastIndex : start;
}
