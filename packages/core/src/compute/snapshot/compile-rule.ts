/** A rule about customers of a run, as a question asks it or a role of `access.yaml` names it. */
import { customerNames, toScalar } from "../../domain/to-scalar.ts";
import type { Scope } from "../../language/model/scope.ts";
import { typeExpression } from "../../language/model/type-expression.ts";
import { hasErrors, problem, type Problem } from "../../problem.ts";
import type { Scalar } from "../../query/index.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Base } from "./open-base.ts";

/** Where problems of a rule that stands in no file are placed. */
export const questionFile = "(question)";

/**
 * The rule as a query node.
 *
 * @param scope what names mean in it
 * @returns problems placed in the rule's own text
 */
export function compileRule(base: Base, rule: string, scope: Scope): Result<Scalar, Problem> {
  const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }) => ({
    start: { line: 0, character: start },
    end: { line: 0, character: end },
  });
  const { typed, problems } = typeExpression({ text: rule, rangeOf }, questionFile, scope);
  if (hasErrors(problems)) return err(...problems);
  if (typed.type !== "boolean" && typed.type !== "null")
    return err(
      problem(
        "not-boolean",
        { got: typed.unit ?? typed.type },
        { file: questionFile, range: rangeOf(typed.span) },
      ),
    );
  return ok(toScalar(typed, customerNames(base.manifest.asOf)));
}
