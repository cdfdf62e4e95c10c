/** A text in one or several languages. A plain string reads the same in all of them. */
export type Localised = string | Readonly<Record<string, string>>;

/**
 * The text for a reader: their locale, its language, English, then whatever there is.
 *
 * @param locale a BCP 47 tag such as `zh-CN`
 * @example textFor({ en: "Bank", "zh-CN": "银行" }, "zh-CN") // => "银行"
 */
export function textFor(text: Localised, locale: string): string {
  if (typeof text === "string") return text;
  const language = locale.split("-")[0] ?? locale;
  const sameLanguage = Object.keys(text).find((key) => key.split("-")[0] === language);
  const key = [locale, language, sameLanguage, "en"].find((k) => k !== undefined && k in text);
  return (key === undefined ? Object.values(text)[0] : text[key]) ?? "";
}
