import { contentKey } from "../../language/model/content-key.ts";
import { expressionKey } from "../../language/model/keys.ts";
import type { RulesModel } from "../../language/model/model.ts";
import { rankColumn } from "../columns.ts";
import { participationColumn } from "./participation.ts";

type Keys = ReadonlyMap<string, string>;

/**
 * A key for each rule of a segmentation, in order: rules with the same key hold for the same customers on the same data, in
 * whichever version of the file they stand.
 */
export function ruleKeys(model: RulesModel, keys: Keys): readonly string[] {
  const among = participationColumn(model, keys) ?? null;
  const whens = model.segments.map((s) => (s.when === null ? null : expressionKey(s.when, keys)));
  return whens.map((when) => contentKey(when === null ? ["else", whens, among] : [when, among]));
}

/** The column with the flags of all rules as bits of one number (`masksOf`). @param part which of the numbers */
export const flagsColumn = (model: RulesModel, keys: Keys, part: number): string =>
  rankColumn(contentKey(ruleKeys(model, keys)), `flags_${part}`);
