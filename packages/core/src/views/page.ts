/** One page of HTML as reports are written: nothing is fetched, it prints, and it follows the reader's colours. */
import { qualityStyle } from "./quality-style.ts";

export type Page = {
  /** BCP 47. */
  readonly locale: string;
  readonly title: string;
  /** Of the project. */
  readonly name: string;
  /** ISO. */
  readonly day: string;
  /** HTML, escaped already. */
  readonly main: string;
  /** Rules of the page's own, after those of all. */
  readonly style?: string;
};

/** Text as it may stand in HTML and its attributes. @example escaped('a < "b"') // => "a &lt; &quot;b&quot;" */
export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** The page, whole. */
export const pageOf = ({ locale, title, name, day, main, style = "" }: Page): string =>
  `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(`${title} · ${name}`)}</title>
<style>${qualityStyle}${style}</style>
</head>
<body>
<header>
<p>${escaped(name)} · <time datetime="${escaped(day)}">${escaped(day)}</time></p>
<h1>${escaped(title)}</h1>
</header>
<main>
${main}
</main>
</body>
</html>
`;
