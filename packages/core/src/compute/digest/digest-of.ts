/** Which digests there are, and which one is meant. */
import type { Config } from "../../language/config/read-config.ts";
import { nearest } from "../../language/config/nearest.ts";
import { digestModels, type DigestModel } from "../../language/model/digest-model.ts";
import { foldName } from "../../language/model/fold-name.ts";
import type { Model } from "../../language/model/model.ts";
import { fileStart, hasErrors, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";

/**
 * The digests of a project as their files say now, for the segments of the run that answers.
 *
 * @returns also what is wrong with their files; a digest that names what the run does not have is left out
 */
export function digestsOf(
  config: Config,
  model: Pick<Model, "segmentations" | "customers">,
): { readonly digests: readonly DigestModel[]; readonly problems: readonly Problem[] } {
  const inFiles = config.problems.filter((p) => p.file.startsWith("digests/"));
  const problems: Problem[] = [...inFiles];
  const digests = config.digests.flatMap((file) => {
    const own: Problem[] = [];
    const known = { ...model, open: false, broken: new Set<string>() };
    const [found] = digestModels([file], known, (...p) => own.push(...p));
    problems.push(...own);
    return found === undefined || hasErrors(own) ? [] : [found];
  });
  return { digests, problems };
}

/** @param asked its name; without one, the only digest there is */
export function digestOf(
  config: Config,
  model: Pick<Model, "segmentations" | "customers">,
  asked?: string,
): Result<DigestModel, Problem> {
  const known = config.digests.map((d) => d.value.digest);
  const wanted = asked ?? (known.length === 1 ? known[0] : undefined);
  const fits = (name: string): boolean =>
    wanted !== undefined && foldName(name) === foldName(wanted);
  const { digests, problems } = digestsOf(config, model);
  const found = digests.find((d) => fits(d.name));
  if (found !== undefined) return ok(found);
  const file = config.digests.find((d) => fits(d.value.digest))?.source.path;
  const own = problems.filter(
    (p) => p.severity === "error" && (file === undefined ? known.length === 0 : p.file === file),
  );
  if (own.length > 0) return err(...own);
  const values = {
    digest: asked ?? "",
    nearest: asked === undefined ? "" : nearest(asked, known),
    known: known.join(", "),
  };
  return err(problem("unknown-digest", values, { file: "digests", range: fileStart }));
}
