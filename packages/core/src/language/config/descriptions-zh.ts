/** The schema's words about keys in Chinese, by the English ones; a test keeps the table complete. */
import { accessInChinese } from "./chinese/access.ts";
import { checksInChinese } from "./chinese/checks.ts";
import { digestsInChinese } from "./chinese/digests.ts";
import { loyaltyInChinese } from "./chinese/loyalty.ts";
import { metricsInChinese } from "./chinese/metrics.ts";
import { partsInChinese } from "./chinese/parts.ts";
import { projectInChinese } from "./chinese/project.ts";
import { recommendationsInChinese } from "./chinese/recommendations.ts";
import { segmentationsInChinese } from "./chinese/segmentations.ts";
import { sourcesInChinese } from "./chinese/sources.ts";
import { strategiesInChinese } from "./chinese/strategies.ts";

const chinese: ReadonlyMap<string, string> = new Map([
  ...partsInChinese,
  ...projectInChinese,
  ...sourcesInChinese,
  ...metricsInChinese,
  ...segmentationsInChinese,
  ...strategiesInChinese,
  ...digestsInChinese,
  ...recommendationsInChinese,
  ...loyaltyInChinese,
  ...accessInChinese,
  ...checksInChinese,
]);

/** A description of the schema in the reader's language. @example describedIn("What computes", "zh-CN") // => "计算引擎" */
export const describedIn = (english: string, locale: string): string =>
  /^zh\b/i.test(locale) ? (chinese.get(english) ?? english) : english;

/** Every description that has Chinese words. */
export const describedInChinese = (): readonly string[] => [...chinese.keys()];
