/** `access.yaml` of a project, for commands that go by it. */
import type { Project } from "../compute/project/project.ts";
import { readAccess } from "../language/config/read-config.ts";
import type { AccessModel } from "../language/model/access-model.ts";
import { accessModel } from "../language/model/access-models.ts";
import { hasErrors, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";

/** Who may see what; `null` where the project has no such file. */
export function accessOf(project: Project): Result<AccessModel | null, Problem> {
  const read = readAccess(project.files);
  if (read === undefined) return ok(null);
  const problems: Problem[] = [...read.problems];
  const access =
    read.file === undefined
      ? null
      : accessModel(read.file, null, (...found) => problems.push(...found));
  return hasErrors(problems) ? err(...problems) : ok(access);
}
