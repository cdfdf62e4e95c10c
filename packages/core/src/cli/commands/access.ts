import { dayIn } from "../../compute/project/today.ts";
import { textFor } from "../../language/config/text.ts";
import type { AccessModel, RoleModel, RowGrant } from "../../language/model/access-model.ts";
import { viewerFor, type Person } from "../../people/index.ts";
import { err, ok } from "../../result.ts";
import { toText, type View } from "../../views/index.ts";
import { accessOf } from "../access-file.ts";
import { accessWords } from "../access-words.ts";
import { wrongUse } from "../arguments.ts";
import { projectOf, styleOf, type Command, type Context } from "../context.ts";
import { withSession } from "../with-session.ts";

type Words = ReturnType<typeof accessWords>["access"];

/** `clientele access [WHO]`: roles and who has them; of one person, what they see. */
export const access: Command = async (context) => {
  const [who, ...others] = context.operands;
  if (others.length > 0) return err(wrongUse("access takes one Slack id or e-mail address"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const read = accessOf(project.value);
  if (!read.ok) return read;
  const words = accessWords(context.locale).access;
  if (read.value === null) return ok({ json: { access: null }, text: words.noFile, problems: [] });
  const model = read.value;
  if (who === undefined) return ok(rolesOf(context, model, words));
  return withSession(context, project.value, async (session, call) => {
    const info = await session.info();
    const person: Person = {
      id: who,
      email: who.includes("@") ? who : null,
      groups: context.options.group.map((group) => group.replace(/^@/, "")),
      kind: "member",
    };
    const today = dayIn(context.now(), info.timezone);
    const viewer = viewerFor(model, person, { channel: null, today });
    const counted = await session.members({ viewer, limit: 0 }, call);
    if (!counted.ok) return counted;
    const { actor: _, ...sight } = viewer;
    const count = counted.value.total;
    const of = info.base?.customers ?? 0;
    const named = viewer.roles.map((name) => titleOf(model, name, context.locale)).join(", ");
    const many = (n: number): string => n.toLocaleString("en");
    const lines =
      viewer.roles.length === 0
        ? [words.nobody(who)]
        : [
            words.title(who, named),
            words.sees(many(count), many(of)),
            words.line(words.identify, viewer.identify),
            words.line(words.pii, viewer.pii === "all" ? words.all : viewer.pii.join(", ") || "–"),
            words.line(words.may, viewer.may.join(", ") || "–"),
            ...(viewer.columns.hidden.length === 0
              ? []
              : [words.line(words.hidden, viewer.columns.hidden.join(", "))]),
          ];
    const byGroup = model.roles.some((role) => role.groups.length > 0);
    const note = byGroup && person.groups.length === 0 ? ["", words.groups] : [];
    return ok({
      json: { person: who, customers: count, of, ...sight },
      text: [...lines, ...note].join("\n"),
      problems: [],
    });
  });
};

const titleOf = ({ roles }: AccessModel, name: string, locale: string): string =>
  textFor(roles.find((role) => role.name === name)?.title ?? name, locale);

function rolesOf(context: Context, model: AccessModel, words: Words) {
  const rows = model.roles.map((role) =>
    [
      textFor(role.title, context.locale),
      whoHas(role, model, words, context.locale).join(", "),
      role.rows.map((grant) => rowsWord(grant, words)).join("; "),
      role.identify,
      role.pii === "all" ? words.all : role.pii.join(", "),
      role.may.join(", "),
    ].map((value) => ({ value, type: "text" as const })),
  );
  const column = (id: "role" | "has" | "rows" | "identify" | "pii" | "may") =>
    ({ id, label: words[id], type: "text" }) as const;
  const approvers = approversOf(model);
  const text = approvers.length === 0 ? words.noApprovers : words.approvers(approvers.join(", "));
  const view: View = {
    id: "access",
    title: words.roles,
    run: null,
    blocks: [
      {
        kind: "table",
        columns: [
          column("role"),
          column("has"),
          column("rows"),
          column("identify"),
          column("pii"),
          column("may"),
        ],
        rows,
      },
      { kind: "note", tone: "plain", text },
    ],
    actions: [],
  };
  const { keepDays, everybody, contact, roles } = model;
  const json = {
    everybody,
    contact,
    approvals_channel: model.approvalsChannel,
    approvals_workspace: model.approvalsWorkspace,
    keep_days: keepDays,
    approvers,
    roles: roles.map(({ place: _, ...role }) => role),
  };
  return { json, text: toText(view, styleOf(context)), problems: [] };
}

function whoHas(
  role: RoleModel,
  model: AccessModel,
  words: Words,
  locale: string,
): readonly string[] {
  const teams = model.teams.filter((team) => role.teams.includes(team.name));
  return [
    ...role.users,
    ...role.groups.map((group) => `@${group}`),
    ...teams.map((team) => textFor(team.title, locale)),
    ...role.channels.map((channel) => `#${channel}`),
    ...(role.name === model.everybody ? [words.everybody] : []),
  ];
}

function rowsWord(grant: RowGrant, words: Words): string {
  switch (grant.kind) {
    case "all":
    case "own":
    case "team":
      return words[grant.kind];
    case "match":
      return grant.pairs.map(({ column, attribute }) => `${column} = ${attribute}`).join(", ");
    case "rule":
      return grant.text;
  }
}

/** Whom the file names as approvers: people, groups and teams whose role may, and who stands in for these people. */
function approversOf({ roles, deputies }: AccessModel): readonly string[] {
  const own = roles.filter((role) => role.may.includes("approve"));
  const people = own.flatMap((role) => role.users);
  const standing = deputies.filter((d) => people.includes(d.for));
  return [
    ...people,
    ...own.flatMap((role) => [...role.groups.map((g) => `@${g}`), ...role.teams]),
    ...standing.map((d) => `${d.by} (${d.from ?? "…"} – ${d.until ?? "…"})`),
  ];
}
