/** Who may approve publish requests, by `access.yaml`. */
import type { AccessModel } from "../../language/model/access-model.ts";
import { keyOf, type Asked, type Person } from "./person.ts";
import { keysOf, viewerFor } from "./viewer-for.ts";

/** Whom the file names: people by id or address, and user groups whose members only Slack knows. */
export type NamedApprovers = {
  readonly people: readonly string[];
  readonly groups: readonly string[];
};

/**
 * Everybody whom the file gives a role that may approve, and who stands in for them on a day. Whether they really may, the author
 * left out, is for `mayApprove`: a role above may be theirs.
 *
 * @param today ISO
 */
export function namedApprovers(access: AccessModel, today: string): NamedApprovers {
  const roles = access.roles.filter((role) => role.may.includes("approve"));
  const teams = new Set(roles.flatMap((role) => role.teams));
  const named = new Set([
    ...roles.flatMap((role) => role.users),
    ...access.teams
      .filter((team) => teams.has(team.name))
      .flatMap(({ lead, members }) => [...(lead === null ? [] : [lead]), ...members]),
  ]);
  const keys = new Set([...named].flatMap((name) => [...keysOf(access, asPerson(name))]));
  const deputies = access.deputies
    .filter(({ from, until }) => (from ?? today) <= today && today <= (until ?? today))
    .filter((deputy) => keys.has(deputy.for))
    .map(({ by }) => by);
  return {
    people: [...new Set([...named, ...deputies])],
    groups: [...new Set(roles.flatMap((role) => role.groups))],
  };
}

/** Somebody of whom nothing is known but a name in the file. */
const asPerson = (name: string): Person => ({
  id: name,
  email: name.includes("@") ? name : null,
  groups: [],
  kind: "member",
});

/** Whether somebody may decide on a request: they have the right, and it is not their own. */
export const mayApprove = (
  access: AccessModel,
  person: Person,
  author: string,
  asked: Asked,
): boolean =>
  viewerFor(access, person, asked).may.includes("approve") && !isAuthor(access, person, author);

/** Whether a request is somebody's own, by all that the file says they are called. */
export const isAuthor = (access: AccessModel | null, person: Person, author: string): boolean =>
  access === null
    ? [person.id, person.email].some((name) => name !== null && keyOf(name) === keyOf(author))
    : keysOf(access, person).has(keyOf(author));

/** Whether the file leaves anybody but the author to approve, as far as it can be told without asking Slack. */
export function leavesApprover(access: AccessModel, author: string, today: string): boolean {
  const { people, groups } = namedApprovers(access, today);
  const asked: Asked = { channel: null, today };
  return (
    groups.length > 0 || people.some((name) => mayApprove(access, asPerson(name), author, asked))
  );
}
