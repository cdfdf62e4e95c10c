const han = /\p{Script=Han}/u;
const latin = /[A-Za-z0-9+\-*/<>=[{%]/;

/**
 * A template whose values are set apart by a space where Chinese meets Latin letters or digits. Only the edges of the
 * values are looked at; what stands inside them is the user's.
 *
 * @example space`应为${"number"},实为${"文本"}` // => "应为 number,实为文本"
 */
export function space(
  parts: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  return parts.slice(1).reduce((text, part, i) => {
    return join(join(text, String(values[i])), part);
  }, parts[0] ?? "");
}

function join(left: string, right: string): string {
  const before = left.at(-1) ?? "";
  const after = right[0] ?? "";
  const meet = (han.test(before) && latin.test(after)) || (latin.test(before) && han.test(after));
  return meet ? `${left} ${right}` : left + right;
}
