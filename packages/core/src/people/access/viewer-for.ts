/** From `access.yaml` and what is known of somebody to what they may see and do. */
import type {
  AccessModel,
  PersonModel,
  RoleModel,
  RowGrant,
} from "../../language/model/access-model.ts";
import { nobodyOf, readerOf, type RowRule, type Viewer } from "../../viewer.ts";
import { eitherRows, leastOf } from "./least-of.ts";
import { keyOf, type Asked, type Person } from "./person.ts";
import { teamsOf, peopleUnder } from "./teams.ts";

/**
 * What somebody may see and do.
 *
 * The first role, from top to bottom, that is given to them, to a user group or team of theirs, or to the channel in which they
 * ask, is theirs; whoever is named nowhere has the role of everybody, or sees nothing. Guests and bots have only what names
 * themselves. Who stands in for somebody sees the customers of both, and of each only what both may see.
 *
 * @param access `null` where the project has no `access.yaml`: every member of the workspace reads, with personal data masked
 * @example viewerFor(null, { id: "U1", email: null, groups: [], kind: "member" }, asked).roles // => ["reader"]
 */
export function viewerFor(access: AccessModel | null, person: Person, asked: Asked): Viewer {
  const actor = `slack:${person.id}`;
  if (person.kind === "gone") return nobodyOf(actor);
  if (access === null) return person.kind === "member" ? readerOf(actor) : nobodyOf(actor);
  const keys = keysOf(access, person);
  const own = roleOf(access, person, keys, asked);
  const viewer = own === null ? null : viewerBy(access, own, keys, actor);
  if (person.kind !== "member") return viewer ?? nobodyOf(actor);
  const stoodFor = access.deputies
    .filter(
      ({ by, from, until }) =>
        keys.has(by) &&
        (from === null || from <= asked.today) &&
        (until === null || asked.today <= until),
    )
    .flatMap(({ for: absent }) => viewerOfAbsent(access, absent, asked, actor) ?? []);
  return stoodFor.reduce(standingIn, viewer ?? undefined) ?? nobodyOf(actor);
}

/** The customers of both, and of each what both may see. Who has no role has that of whom they stand in for. */
function standingIn(own: Viewer | undefined, absent: Viewer): Viewer {
  if (own === undefined) return absent;
  const both = leastOf(own.actor, [own, absent]);
  const may =
    own.may.includes("approve") || !absent.may.includes("approve")
      ? own.may
      : [...own.may, "approve" as const];
  return { ...both, rows: eitherRows(own.rows, absent.rows), may };
}

/** What somebody who is away may see, by what the file says of them alone: nobody asks Slack about them. */
function viewerOfAbsent(
  access: AccessModel,
  absent: string,
  asked: Asked,
  actor: string,
): Viewer | null {
  const person: Person = {
    id: absent,
    email: absent.includes("@") ? absent : null,
    groups: [],
    kind: "member",
  };
  const keys = keysOf(access, person);
  const role = roleOf(access, person, keys, { ...asked, channel: null });
  return role === null ? null : viewerBy(access, role, keys, actor);
}

/** All that names one person: ids and addresses, those of the file too. */
export function keysOf(
  access: AccessModel,
  { id, email }: Pick<Person, "id" | "email">,
): Set<string> {
  const keys = new Set([id, ...(email === null ? [] : [email])].map(keyOf));
  const known = personOf(access, keys);
  return new Set([...keys, ...(known?.keys ?? [])]);
}

const personOf = ({ people }: AccessModel, keys: ReadonlySet<string>): PersonModel | undefined =>
  people.find((person) => person.keys.some((key) => keys.has(key)));

function roleOf(
  access: AccessModel,
  person: Person,
  keys: ReadonlySet<string>,
  { channel }: Asked,
): RoleModel | null {
  const teams = new Set(teamsOf(access, keys).map((team) => team.name));
  const given = (role: RoleModel): boolean =>
    role.users.some((user) => keys.has(user)) ||
    (person.kind === "member" &&
      (role.groups.some((group) => person.groups.includes(group)) ||
        role.teams.some((team) => teams.has(team)) ||
        (channel !== null && role.channels.includes(channel))));
  const found = access.roles.find(given);
  if (found !== undefined || person.kind !== "member") return found ?? null;
  return access.roles.find((role) => role.name === access.everybody) ?? null;
}

function viewerBy(
  access: AccessModel,
  role: RoleModel,
  keys: ReadonlySet<string>,
  actor: string,
): Viewer {
  const { shown, hidden, sensitive, pii, masks, identify, may, name } = role;
  return {
    actor,
    roles: [name],
    rows: role.rows
      .map((grant) => ruleOf(access, grant, keys))
      .reduce<RowRule>(eitherRows, { kind: "none" }),
    columns: { shown, hidden, sensitive },
    pii:
      identify === "id_only"
        ? []
        : identify === "masked" && pii !== "all"
          ? pii.filter((c) => c !== "name")
          : pii,
    masks,
    identify,
    may,
  };
}

function ruleOf(access: AccessModel, grant: RowGrant, keys: ReadonlySet<string>): RowRule {
  switch (grant.kind) {
    case "all":
      return { kind: "all" };
    case "own":
      return ownedBy(access, [keys]);
    case "team":
      return ownedBy(access, [keys, ...peopleUnder(access, keys).map((key) => new Set([key]))]);
    case "match": {
      const attributes = personOf(access, keys)?.attributes ?? {};
      const rules = grant.pairs.map(({ column, attribute }): RowRule => {
        const values = attributes[attribute] ?? [];
        return values.length === 0 ? { kind: "none" } : { kind: "match", column, values };
      });
      if (rules.some((rule) => rule.kind === "none")) return { kind: "none" };
      const [only] = rules;
      return rules.length === 1 && only !== undefined ? only : { kind: "every", rules };
    }
    case "rule":
      return grant;
  }
}

/** Customers whose owner is one of these people, by any of their names. */
function ownedBy(access: AccessModel, people: readonly ReadonlySet<string>[]): RowRule {
  const by = new Set(
    people.flatMap((keys) => {
      const known = personOf(access, keys);
      return [...keys, ...(known?.keys ?? []), ...(known?.owner ?? [])];
    }),
  );
  return { kind: "owned", by: [...by].toSorted() };
}
