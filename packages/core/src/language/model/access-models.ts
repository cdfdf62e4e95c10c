/** The model of `access.yaml`; what it names and is not there is reported. */
import { problem, type Place } from "../../problem.ts";
import type { Pii } from "../../pii.ts";
import { rowWords, type AccessConfig, type RoleConfig } from "../config/access-schema.ts";
import { nearest } from "../config/nearest.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { daysOf } from "../config/schema.ts";
import { scalarAt, type YamlPath } from "../config/yaml-source.ts";
import type { AccessModel, RoleModel, RowGrant, TeamModel } from "./access-model.ts";
import { foldName } from "./fold-name.ts";
import { orderOf } from "./order.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, typeAt, wantBoolean, type Report } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";

/** What a project has that roles can name. */
export type AccessNames = {
  /** What rules mean, without aggregates. */
  readonly scope: Scope;
  /** Names of metrics, columns and segmentations; `undefined` where the data are not known. */
  readonly columns: readonly string[] | undefined;
  /** Attributes of customers; `undefined` where the data are not known. */
  readonly attributes: readonly string[] | undefined;
  /** Whether a column says who looks after a customer. */
  readonly owner: boolean;
};

type File = ConfigFile<AccessConfig>;

/**
 * The model of `access.yaml`.
 *
 * @param names what roles can name; `null` where only the file itself is judged: then every name is let through
 */
export function accessModel(file: File, names: AccessNames | null, report: Report): AccessModel {
  const { value } = file;
  const roles = Object.entries(value.roles).map(([name, role]) =>
    roleModel(file, name, role, names, report),
  );
  duplicates(file, ["roles"], Object.keys(value.roles), "role", report);
  const everybody = value.everybody ?? null;
  if (everybody !== null && !Object.hasOwn(value.roles, everybody)) {
    const known = Object.keys(value.roles);
    const near = nearest(everybody, known);
    report(
      problem(
        "unknown-role",
        { role: everybody, nearest: near, known: known.join(", ") },
        placeOfValue(file, ["everybody"]),
        fixOf(placeOfValue(file, ["everybody"]), near),
      ),
    );
  }
  const named = everybody === null || Object.hasOwn(value.roles, everybody);
  for (const role of roles)
    if (named && isGivenToNobody(role) && role.name !== everybody)
      report(problem("role-unused", { role: role.name }, role.place, { severity: "warning" }));
  return {
    roles,
    everybody,
    contact: value.contact === undefined ? null : keyOf(value.contact),
    people: Object.entries(value.people ?? {}).map(([name, { slack, owner, attributes }]) => ({
      keys: [keyOf(name), ...(slack === undefined ? [] : [slack])],
      owner: listOf(owner),
      attributes: Object.fromEntries(
        Object.entries(attributes ?? {}).map(([key, texts]) => [key, listOf(texts)]),
      ),
    })),
    teams: teamModels(file, report),
    deputies: deputies(file, report),
    unfurl: value.unfurl ?? [],
    approvalsChannel: value.approvals?.channel ?? null,
    approvalsWorkspace: value.approvals?.workspace ?? null,
    keepDays: value.audit === undefined ? null : daysOf(value.audit.keep),
  };
}

const isGivenToNobody = ({ users, groups, teams, channels }: RoleModel): boolean =>
  [users, groups, teams, channels].every((list) => list.length === 0);

/** Addresses compare whatever their case. */
const keyOf = (name: string): string =>
  name.includes("@") ? name.normalize("NFC").toLowerCase() : name;

const listOf = (texts: string | readonly string[] | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;

const fixOf = (place: Place, near: string) => ({
  fixes: near === "" ? [] : [{ title: near, edits: [{ ...place, newText: near }] }],
});

function roleModel(
  file: File,
  name: string,
  role: RoleConfig,
  names: AccessNames | null,
  report: Report,
): RoleModel {
  const path = ["roles", name];
  const grants = Array.isArray(role.rows) ? role.rows : [role.rows];
  const { columns, identify } = role;
  for (const key of ["show", "hide"] as const)
    (columns?.[key] ?? []).forEach((column, i) =>
      wantKnown(file, [...path, "columns", key, i], column, names?.columns, report),
    );
  (role.teams ?? []).forEach((team, i) => wantTeam(file, [...path, "teams", i], team, report));
  const clear: readonly Pii[] | "all" = role.pii ?? [];
  const named = clear === "all" || clear.includes("name");
  if (
    role.pii !== undefined &&
    (identify === "id_only" || (identify === "masked" && clear !== "all" && named))
  )
    report(
      problem(
        "bad-value",
        {
          key: "pii",
          expected:
            identify === "id_only"
              ? "nothing beside identify: id_only"
              : "no name beside identify: masked",
          got: clear === "all" ? clear : clear.join(", "),
        },
        placeOfValue(file, [...path, "pii"]),
      ),
    );
  return {
    name,
    title: titleOf(name, role.title),
    users: (role.users ?? []).map(keyOf),
    groups: (role.groups ?? []).map((group) => group.replace(/^@/, "")),
    channels: role.channels ?? [],
    teams: role.teams ?? [],
    rows: grants.map((grant, i) => {
      const at = [...path, "rows", ...(Array.isArray(role.rows) ? [i] : [])];
      return rowGrant(file, name, at, grant, names, report);
    }),
    shown: columns?.show ?? null,
    hidden: columns?.hide ?? [],
    sensitive: columns?.sensitive ?? false,
    pii: clear,
    masks: role.masks ?? {},
    identify,
    may: role.may,
    place: placeOfKey(file, path),
  };
}

type Grant = Exclude<RoleConfig["rows"], readonly unknown[]>;

function rowGrant(
  file: File,
  role: string,
  path: YamlPath,
  grant: Grant,
  names: AccessNames | null,
  report: Report,
): RowGrant {
  if (typeof grant !== "string") {
    const pairs = Array.isArray(grant.match)
      ? grant.match.map((column) => ({ column, attribute: column }))
      : Object.entries(grant.match).map(([column, attribute]) => ({ column, attribute }));
    const listed = Array.isArray(grant.match);
    pairs.forEach(({ column, attribute }, i) => {
      const at = [...path, "match", listed ? i : column];
      wantKnown(file, at, column, names?.attributes, report, !listed);
      const people = Object.values(file.value.people ?? {});
      if (!people.some((person) => Object.hasOwn(person.attributes ?? {}, attribute)))
        report(
          problem("attribute-of-nobody", { attribute, role }, placeOfValue(file, at), {
            severity: "warning",
          }),
        );
    });
    return { kind: "match", pairs };
  }
  const word = rowWords.find((known) => known === grant.trim());
  if (word !== undefined) {
    if (word !== "all" && names?.owner === false)
      report(problem("no-owner", { role, rows: word }, placeOfValue(file, path)));
    return { kind: word };
  }
  const typed = names === null ? undefined : typeAt(file, path, names.scope, report);
  wantBoolean(typed, placeOfValue(file, path), report);
  return { kind: "rule", text: scalarAt(file.source, path)?.text ?? grant };
}

/** @param key whether the name stands as a key */
function wantKnown(
  file: File,
  path: YamlPath,
  name: string,
  known: readonly string[] | undefined,
  report: Report,
  key = false,
): void {
  if (known === undefined || known.some((k) => k.toLowerCase() === name.toLowerCase())) return;
  const place = key ? placeOfKey(file, path) : placeOfValue(file, path);
  const near = nearest(name, known);
  report(problem("unknown-name", { name, nearest: near }, place, fixOf(place, near)));
}

function wantTeam(file: File, path: YamlPath, team: string, report: Report): void {
  const known = Object.keys(file.value.teams ?? {});
  if (known.includes(team)) return;
  const place = placeOfValue(file, path);
  const near = nearest(team, known);
  const values = { team, nearest: near, known: known.join(", ") };
  report(problem("unknown-team", values, place, fixOf(place, near)));
}

function teamModels(file: File, report: Report): readonly TeamModel[] {
  const teams = file.value.teams ?? {};
  const names = Object.keys(teams);
  duplicates(file, ["teams"], names, "team", report);
  for (const [name, { reports_to: above }] of Object.entries(teams))
    if (above !== undefined) wantTeam(file, ["teams", name, "reports_to"], above, report);
  const { cycle } = orderOf(names, (name) => {
    const above = teams[name]?.reports_to;
    return above === undefined || !names.includes(above) ? [] : [above];
  });
  if (cycle !== undefined) {
    const place = placeOfValue(file, ["teams", cycle[0] ?? "", "reports_to"]);
    report(problem("cycle", { path: [...cycle].join(" → ") }, place));
  }
  return Object.entries(teams).map(([name, { title, lead, members, reports_to }]) => ({
    name,
    title: titleOf(name, title),
    lead: lead === undefined ? null : keyOf(lead),
    members: (members ?? []).map(keyOf),
    reportsTo: reports_to ?? null,
  }));
}

function deputies(file: File, report: Report): AccessModel["deputies"] {
  return (file.value.deputies ?? []).map(({ for: absent, by, from, until }, i) => {
    if (from !== undefined && until !== undefined && until < from)
      report(
        problem(
          "bad-value",
          { key: "until", expected: `a day from ${from} on`, got: until },
          placeOfValue(file, ["deputies", i, "until"]),
        ),
      );
    if (keyOf(absent) === keyOf(by))
      report(
        problem(
          "bad-value",
          { key: "by", expected: "somebody else", got: by },
          placeOfValue(file, ["deputies", i, "by"]),
        ),
      );
    return { for: keyOf(absent), by: keyOf(by), from: from ?? null, until: until ?? null };
  });
}

/** Names that differ by their case only. */
function duplicates(
  file: File,
  path: YamlPath,
  names: readonly string[],
  kind: string,
  report: Report,
): void {
  names.forEach((name, i) => {
    const earlier = names.findIndex((other) => foldName(other) === foldName(name));
    if (earlier === i) return;
    const related = [placeOfKey(file, [...path, names[earlier] ?? ""])];
    report(
      problem("duplicate-name", { name, kind }, placeOfKey(file, [...path, name]), { related }),
    );
  });
}
