/** Keys of groups: a customer without one is a group of their own, whatever others are called. */
import {
  cases,
  coalesce,
  col,
  concat,
  nil,
  text,
  call,
  int,
  type Scalar,
} from "../../query/index.ts";
import { parentUnit, rootUnit } from "../../language/model/unit-models.ts";
import { unitColumn } from "../columns.ts";

const inGroup = "=";
const alone = "~";

const isAccount = (unit: string): boolean => unit === parentUnit || unit === rootUnit;

/** The key of a customer's group. @param group NULL for those in none */
export const groupKey = (group: Scalar, customer: Scalar): Scalar =>
  coalesce(concat(text(inGroup), group), concat(text(alone), customer));

/** The id of a unit by its key; `null` for a customer who is in no group. @example unitId("household", "=H12") // => "H12" */
export function unitId(unit: string, key: string): string | null {
  if (isAccount(unit)) return key;
  return key.startsWith(inGroup) ? key.slice(inGroup.length) : null;
}

/** The same in a query over customers. */
export function unitIdOf(unit: string): Scalar {
  const key = col(unitColumn(unit));
  if (isAccount(unit)) return key;
  const member = call("starts_with", key, text(inGroup));
  return cases([[member, call("substring", key, int(inGroup.length + 1))]], nil("varchar"));
}
