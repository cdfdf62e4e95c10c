/** GDPR Art. 22 and PIPL Art. 24: nobody is bound by what a machine alone decides of them. */
import { placeOfValue } from "../../language/model/table-parts.ts";
import { problem, type Problem } from "../../problem.ts";
import { strategiesOf, type Linted } from "./lint.ts";

const machine =
  /^(?:auto(?:mat(?:ic|ion|ed))?|bot|system|machine|ai|algorithm|robot|自动|系统|机器人?|算法)$/i;

/** Strategies that set a price, a level of service or a limit, for which no person answers. */
export function lintMachine(linted: Linted): readonly Problem[] {
  return strategiesOf(linted).flatMap(({ strategy, file }) => {
    const { owners, offer, service, objective } = strategy;
    if (owners !== null && !machine.test(owners.lead)) return [];
    const decided =
      "price" in offer
        ? "price"
        : service.tier !== null
          ? "service"
          : objective === "serve_efficiently"
            ? "objective"
            : undefined;
    if (decided === undefined) return [];
    const values = { strategy: strategy.name, decides: decided };
    const place = owners === null ? strategy.place : placeOfValue(file, ["owners", "lead"]);
    return [problem("machine-alone", values, place, { severity: "warning" })];
  });
}
