import { nearest } from "../../language/config/nearest.ts";
import type { Model } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { instead } from "./check-places.ts";

/** The action that is written as `strategy.action`; reported where there is none. */
export function actionRef(
  written: string,
  { service }: Pick<Model, "service">,
  place: Place,
  problems: Problem[],
): { readonly strategy: string; readonly action: string } | undefined {
  const all = (service?.strategies ?? []).flatMap((s) =>
    s.actions.map((a) => ({ strategy: s.name, action: a.id })),
  );
  const nameOf = (x: { readonly strategy: string; readonly action: string }): string =>
    `${x.strategy}.${x.action}`;
  const found = all.find((x) => nameOf(x) === written);
  if (found !== undefined) return found;
  const near = nearest(written, all.map(nameOf));
  problems.push(
    problem("unknown-name", { name: written, nearest: near }, place, instead(near, place)),
  );
  return undefined;
}
