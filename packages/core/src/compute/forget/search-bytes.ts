/** Looks for words in the bytes of files: what is found there is still there, whatever any index says. */
import { closeSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

const chunkBytes = 16_000_000;

/** All files below a folder, sorted by path. */
export function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined) return; // went away meanwhile
    if (entry.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (entry.isFile()) found.push(path);
  };
  visit(folder);
  return found.toSorted();
}

/**
 * Which of the words a file holds, in UTF-8, across the edges of what is read at once.
 *
 * @param words none is empty
 * @returns the words in their order, and how many bytes were read
 */
export function wordsIn(
  path: string,
  words: readonly string[],
): { readonly words: readonly string[]; readonly bytes: number } {
  const bytes = words.map((word) => Buffer.from(word, "utf8"));
  const longest = Math.max(1, ...bytes.map((b) => b.length));
  const found = new Set<number>();
  let total = 0;
  const handle = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(chunkBytes + longest);
    let kept = 0;
    for (;;) {
      const read = readSync(handle, buffer, kept, chunkBytes, null);
      if (read === 0) break;
      total += read;
      const filled = buffer.subarray(0, kept + read);
      for (const [i, word] of bytes.entries()) if (filled.includes(word)) found.add(i);
      kept = Math.min(longest - 1, filled.length);
      filled.copyWithin(0, filled.length - kept, filled.length);
    }
  } finally {
    closeSync(handle);
  }
  return { words: words.filter((_, i) => found.has(i)), bytes: total };
}
