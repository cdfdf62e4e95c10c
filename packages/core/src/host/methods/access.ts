/** Who may see what, by `access.yaml` as it is saved now: a right that is taken away is gone at once, not with the next run. */
import { dayIn } from "../../compute/project/today.ts";
import { readAccess } from "../../language/config/read-config.ts";
import { accessModel } from "../../language/model/access-models.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { ok } from "../../result.ts";
import type { MethodsOf, SessionContext } from "../session-context.ts";

export const accessMethods = ({ inFolder, bases, clock }: SessionContext): MethodsOf<"access"> => ({
  access: async () => {
    const read = readAccess(inFolder.files);
    const timezone = await bases.use(async (base) =>
      base.ok ? (base.value?.model.timezone ?? "UTC") : "UTC",
    );
    const problems: Problem[] = [...(read?.problems ?? [])];
    const file = read?.file;
    const access =
      file === undefined ? null : accessModel(file, null, (...found) => problems.push(...found));
    return ok({
      access: hasErrors(problems) ? null : access,
      broken: hasErrors(problems),
      today: dayIn(clock(), timezone),
      problems,
    });
  },
});
