/** Teams that report to teams. */
import type { AccessModel, TeamModel } from "../../language/model/access-model.ts";

/** The teams that somebody leads or is a member of. */
export const teamsOf = ({ teams }: AccessModel, keys: ReadonlySet<string>): readonly TeamModel[] =>
  teams.filter(({ lead, members }) =>
    [lead, ...members].some((key) => key !== null && keys.has(key)),
  );

/**
 * Everybody in the teams of somebody, and in the teams that report to these, however far down.
 *
 * @returns ids and addresses as the file writes them, each once
 */
export function peopleUnder(access: AccessModel, keys: ReadonlySet<string>): readonly string[] {
  const { teams } = access;
  const found = new Set(teamsOf(access, keys));
  // A set that grows while it is walked: each team once, so that a cycle ends.
  for (const team of found)
    for (const below of teams) if (below.reportsTo === team.name) found.add(below);
  return [
    ...new Set(
      [...found].flatMap(({ lead, members }) => [...(lead === null ? [] : [lead]), ...members]),
    ),
  ];
}
