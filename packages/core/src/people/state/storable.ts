/**
 * The first characters of a text, as every database takes them: halves of characters and NUL become U+FFFD.
 *
 * @example storable("a\0b", 500) // => "a\uFFFDb"
 */
export const storable = (text: string, characters: number): string =>
  text.slice(0, characters).toWellFormed().replaceAll("\0", "\uFFFD");
