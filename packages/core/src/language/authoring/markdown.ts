/** Text of the user's as code, whatever it holds. */
export const code = (text: string): string =>
  text.includes("`") ? escaped(text) : `\`${text.replaceAll("\n", " ")}\``;

export const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>()#+!|~-]/g, String.raw`\$&`);
