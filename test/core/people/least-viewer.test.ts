import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  AccessModel,
  RoleModel,
} from "../../../packages/core/src/language/model/access-model.ts";
import {
  audienceOf,
  leastOf,
  viewerFor,
  type Person,
  type RowRule,
  type Viewer,
} from "../../../packages/core/src/people/index.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";
import { mask } from "../../../packages/core/src/views/mask.ts";
import type { Cell, View } from "../../../packages/core/src/views/view.ts";

/** A customer, as far as rules can tell them apart. */
type Customer = { readonly owner: string; readonly region: string; readonly big: boolean };

/** What a rule means, written a second time: the engine's queries are held to it in `test/core/host/sight.test.ts`. */
function lets(rule: RowRule, customer: Customer): boolean {
  switch (rule.kind) {
    case "all":
      return true;
    case "none":
      return false;
    case "owned":
      return rule.by.includes(customer.owner);
    case "match":
      return rule.values.includes(customer.region);
    case "rule":
      return customer.big;
    case "any":
      return rule.rules.some((part) => lets(part, customer));
    case "every":
      return rule.rules.every((part) => lets(part, customer));
  }
}

const owner = fc.constantFrom("li", "wang", "chen", "zhao");
const region = fc.constantFrom("east", "west", "north");
const customers = fc.array(fc.record({ owner, region, big: fc.boolean() }), {
  minLength: 1,
  maxLength: 20,
});
const rows: fc.Arbitrary<RowRule> = fc.letrec<{ rule: RowRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<RowRule>({ kind: "all" }, { kind: "none" }, { kind: "rule", text: "big" }),
    fc.record({ kind: fc.constant("owned" as const), by: fc.uniqueArray(owner) }),
    fc.record({
      kind: fc.constant("match" as const),
      column: fc.constant("region"),
      values: fc.uniqueArray(region),
    }),
    fc.record({
      kind: fc.constantFrom("any" as const, "every" as const),
      rules: fc.array(tie("rule"), { maxLength: 3 }),
    }),
  ),
})).rule;
const columns = ["clv", "nps", "age", "city"] as const;
const pii = ["name", "phone", "email"] as const;
const viewers: fc.Arbitrary<Viewer> = fc.record({
  actor: fc.constant("slack:U1"),
  roles: fc.constant(["r"]),
  rows,
  columns: fc.record({
    shown: fc.option(fc.uniqueArray(fc.constantFrom(...columns))),
    hidden: fc.uniqueArray(fc.constantFrom(...columns)),
    sensitive: fc.boolean(),
  }),
  pii: fc.oneof(fc.constant("all" as const), fc.uniqueArray(fc.constantFrom(...pii))),
  masks: fc.dictionary(
    fc.constantFrom(...pii),
    fc.constantFrom("hidden" as const, "last_4" as const, "first" as const, "domain" as const),
  ),
  identify: fc.constantFrom("full" as const, "masked" as const, "id_only" as const),
  may: fc.uniqueArray(fc.constantFrom("look_up" as const, "contact" as const, "approve" as const)),
});

const showsColumn = ({ columns: { shown, hidden } }: Viewer, name: string): boolean =>
  !hidden.includes(name) && (shown === null || shown.includes(name));

const cells: readonly Cell[] = [
  { value: "苏州丽华纺织", type: "customer", pii: "name", ref: { kind: "customer", id: "00428" } },
  { value: "13800001234", type: "text", pii: "phone" },
  { value: "li.na@example.com", type: "text", pii: "email" },
];
const card: View = {
  id: "card",
  title: "",
  run: null,
  blocks: [{ kind: "facts", facts: [{ label: "", cells }] }],
  actions: [],
};
/** The characters that a viewer reads of each cell, beside dots. */
const read = (viewer: Viewer): readonly string[] => {
  const [block] = mask(card, viewer).blocks;
  return block?.kind === "facts"
    ? (block.facts[0]?.cells.map((cell) => String(cell.value).replace("•••", "")) ?? [])
    : [];
};

describe("the least permitted viewer of a channel", () => {
  it("is shown no customer whom a member may not see, and every one whom all may see", () => {
    fc.assert(
      fc.property(fc.array(viewers, { minLength: 1, maxLength: 5 }), customers, (members, all) => {
        const least = leastOf("channel:C1", members);
        for (const customer of all)
          expect(lets(least.rows, customer)).toBe(members.every((m) => lets(m.rows, customer)));
      }),
    );
  });

  it("is shown no column that a member may not see, and may do nothing that a member may not", () => {
    fc.assert(
      fc.property(fc.array(viewers, { minLength: 1, maxLength: 5 }), (members) => {
        const least = leastOf("channel:C1", members);
        for (const name of columns)
          expect(showsColumn(least, name)).toBe(members.every((m) => showsColumn(m, name)));
        expect(least.columns.sensitive).toBe(members.every((m) => m.columns.sensitive));
        expect([...least.may].toSorted()).toEqual(
          ["approve", "contact", "look_up"].filter((deed) =>
            members.every((m) => m.may.some((d) => d === deed)),
          ),
        );
      }),
    );
  });

  it("reads no more of a name, a number or an address than each of them", () => {
    fc.assert(
      fc.property(fc.array(viewers, { minLength: 1, maxLength: 5 }), (members) => {
        const least = read(leastOf("channel:C1", members));
        for (const member of members)
          read(member).forEach((text, i) => {
            const id = "00428"; // whoever sees a customer sees its id
            expect(text === id ? id : text).toSatisfy(
              (own: string) => least[i] === id || own.includes(least[i] ?? ""),
            );
          });
      }),
    );
  });

  it("is the same whatever the order in which members come", () => {
    fc.assert(
      fc.property(fc.array(viewers, { minLength: 2, maxLength: 4 }), customers, (members, all) => {
        const [a, b] = [leastOf("c", members), leastOf("c", members.toReversed())];
        expect(read(a)).toEqual(read(b));
        for (const customer of all) expect(lets(a.rows, customer)).toBe(lets(b.rows, customer));
      }),
    );
  });

  it("is nobody in a channel without members", () => {
    expect(leastOf("channel:C1", [])).toMatchObject({
      rows: { kind: "none" },
      may: [],
      identify: "id_only",
    });
  });
});

const role = (name: string, more: Partial<RoleModel>): RoleModel => ({
  name,
  title: name,
  users: [],
  groups: [],
  channels: [],
  teams: [],
  rows: [{ kind: "all" }],
  shown: null,
  hidden: [],
  sensitive: false,
  pii: [],
  masks: {},
  identify: "full",
  may: ["look_up"],
  place: {
    file: "access.yaml",
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  },
  ...more,
});

const access: AccessModel = {
  roles: [
    role("lead", {
      users: ["chen@example.com"],
      rows: [{ kind: "team" }],
      may: ["look_up", "approve"],
    }),
    role("rep", {
      teams: ["east"],
      groups: ["S1", "sales"],
      rows: [{ kind: "own" }],
      pii: ["name"],
    }),
    role("area", {
      users: ["U7"],
      rows: [{ kind: "match", pairs: [{ column: "region", attribute: "region" }] }],
    }),
    role("room", {
      channels: ["C1"],
      rows: [{ kind: "rule", text: "value = 'high'" }],
      identify: "id_only",
      pii: "all",
    }),
    role("partner", { users: ["U9"], rows: [{ kind: "all" }] }),
  ],
  everybody: null,
  contact: "chen@example.com",
  people: [
    { keys: ["li@example.com", "U1"], owner: ["E1043"], attributes: {} },
    { keys: ["U7"], owner: [], attributes: { region: ["east", "north"] } },
  ],
  teams: [
    { name: "china", title: "", lead: "chen@example.com", members: [], reportsTo: null },
    { name: "east", title: "", lead: null, members: ["li@example.com"], reportsTo: "china" },
    { name: "shanghai", title: "", lead: null, members: ["zhou@example.com"], reportsTo: "east" },
  ],
  deputies: [
    { for: "li@example.com", by: "wang@example.com", from: "2026-11-01", until: "2026-11-20" },
  ],
  approvalsChannel: null,
  approvalsWorkspace: null,
  keepDays: null,
  unfurl: [],
};
const someone = (more: Partial<Person>): Person => ({
  id: "U0",
  email: null,
  groups: [],
  kind: "member",
  ...more,
});
const asked = { channel: null, today: "2026-11-18" };
const rolesOf = (person: Partial<Person>, where = asked as Parameters<typeof viewerFor>[2]) =>
  viewerFor(access, someone(person), where).roles;

describe("who has which role", () => {
  it.each<[string, Partial<Person>, readonly string[]]>([
    ["by address, whatever its case", { email: "Chen@Example.com" }, ["lead"]],
    ["by the id that the file says is theirs", { id: "U1" }, ["rep"]],
    ["by a user group's id", { groups: ["S1"] }, ["rep"]],
    ["by a user group's handle", { groups: ["sales"] }, ["rep"]],
    [
      "the first one, where several are theirs",
      { email: "chen@example.com", groups: ["S1"] },
      ["lead"],
    ],
    ["none, where nothing names them", {}, []],
    ["a guest whom a user group names: none", { groups: ["S1"], kind: "guest" }, []],
    ["a guest who is named: that", { id: "U9", kind: "guest" }, ["partner"]],
    ["a bot: none", { groups: ["S1"], kind: "bot" }, []],
    [
      "somebody who was removed: none, though named",
      { email: "chen@example.com", kind: "gone" },
      [],
    ],
  ])("%s", (_, person, roles) => {
    expect(rolesOf(person)).toEqual(roles);
  });

  it("is the channel's in that channel alone, and no guest's", () => {
    expect(rolesOf({}, { ...asked, channel: "C1" })).toEqual(["room"]);
    expect(rolesOf({}, { ...asked, channel: "C2" })).toEqual([]);
    expect(rolesOf({ kind: "guest" }, { ...asked, channel: "C1" })).toEqual([]);
  });

  it("is everybody's for those whom nothing names, guests excepted", () => {
    const open = { ...access, everybody: "room" };
    expect(viewerFor(open, someone({}), asked).roles).toEqual(["room"]);
    expect(viewerFor(open, someone({ kind: "guest" }), asked).may).toEqual([]);
  });

  it("is the reader's without access.yaml, guests excepted", () => {
    expect(viewerFor(null, someone({}), asked)).toMatchObject({
      roles: ["reader"],
      rows: { kind: "all" },
    });
    expect(viewerFor(null, someone({ kind: "guest" }), asked).rows).toEqual({ kind: "none" });
  });
});

describe("which customers a role shows", () => {
  const rowsOf = (person: Partial<Person>) => viewerFor(access, someone(person), asked).rows;

  it("own: by every name that the owner column may have for somebody", () => {
    expect(rowsOf({ id: "U1" })).toEqual({ kind: "owned", by: ["E1043", "U1", "li@example.com"] });
  });

  it("team: those of everybody in teams that report to theirs, however far down", () => {
    expect(rowsOf({ email: "chen@example.com" })).toEqual({
      kind: "owned",
      by: ["E1043", "U0", "U1", "chen@example.com", "li@example.com", "zhou@example.com"],
    });
  });

  it("match: by what is written of the person, and nobody where nothing is", () => {
    expect(rowsOf({ id: "U7" })).toEqual({
      kind: "match",
      column: "region",
      values: ["east", "north"],
    });
    const unknown = { ...access, people: [] };
    expect(viewerFor(unknown, someone({ id: "U7" }), asked).rows).toEqual({ kind: "none" });
  });

  it("a deputy sees those of whom they stand in for, on these days only, and no more of each than both may", () => {
    const wang = { email: "wang@example.com" };
    expect(rowsOf(wang)).toEqual({ kind: "owned", by: ["E1043", "U1", "li@example.com"] });
    expect(viewerFor(access, someone(wang), { ...asked, today: "2026-11-21" }).rows).toEqual({
      kind: "none",
    });
    expect(viewerFor(access, someone(wang), { ...asked, today: "2026-10-31" }).rows).toEqual({
      kind: "none",
    });
    const roomToo = viewerFor(access, someone(wang), { ...asked, channel: "C1" });
    expect(roomToo).toMatchObject({
      rows: { kind: "any", rules: [{ kind: "rule" }, { kind: "owned" }] },
      pii: [],
      identify: "id_only",
    });
  });

  it("a deputy of an approver approves, and is given nothing else to do", () => {
    const standing = {
      ...access,
      deputies: [{ for: "chen@example.com", by: "li@example.com", from: null, until: null }],
    };
    expect(viewerFor(standing, someone({ id: "U1" }), asked).may).toEqual(["look_up", "approve"]);
  });

  it("nothing personal is left in clear where customers are ids alone", () => {
    expect(viewerFor(access, someone({}), { ...asked, channel: "C1" }).pii).toEqual([]);
  });
});

describe("where an answer may go", () => {
  const [lead, rep] = [
    viewerFor(access, someone({ email: "chen@example.com" }), asked),
    viewerFor(access, someone({ id: "U1" }), asked),
  ];

  it.each<[string, Viewer, readonly Viewer[], string]>([
    ["to all, where all may see the same", rep, [rep, rep], "public"],
    ["to the asker, where somebody may see less", lead, [lead, rep], "alone"],
    ["to all, where the asker may see least", rep, [rep, ownerOf("slack:U2")], "public"],
    [
      "to nobody, where the asker may not ask",
      viewerFor(access, someone({}), asked),
      [lead],
      "nothing",
    ],
    [
      "to the asker, where a guest reads along",
      rep,
      [rep, viewerFor(access, someone({ kind: "guest" }), asked)],
      "alone",
    ],
  ])("%s", (_, asker, members, audience) => {
    expect(audienceOf(asker, leastOf("channel:C1", members))).toBe(audience);
  });
});
