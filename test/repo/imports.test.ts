import { beforeAll, describe, expect, it } from "vitest";
import { lintWith, type Findings } from "./lint-copy.ts";

const src = "packages/core/src";
const rooms = [
  "messages",
  "stats",
  "language",
  "query",
  "domain",
  "compute",
  "views",
  "people",
  "host",
  "cli",
] as const;

/** What a room may not import although it stands above: the page's bundle has no engine, and maths knows nobody. */
const closed: Readonly<Record<string, readonly string[]>> = {
  stats: ["messages"],
  views: ["query", "compute"],
};

const mayImport = (from: (typeof rooms)[number], to: (typeof rooms)[number]): boolean =>
  rooms.indexOf(to) <= rooms.indexOf(from) && closed[from]?.includes(to) !== true;

const dependencies = "boundaries(dependencies)";
const restricted = "eslint(no-restricted-imports)";

/** Path, text, and the rule that must refuse it; `null` where nothing may. */
type Case = readonly [path: string, text: string, rule: string | null];

const inCore: readonly Case[] = [
  [
    "stats/kernel.ts",
    'import { fileStart } from "../problem.ts";\nexport const a = fileStart;',
    dependencies,
  ],
  [
    "language/file.ts",
    'import { readFileSync } from "node:fs";\nexport const a = readFileSync;',
    restricted,
  ],
  [
    "views/engine.ts",
    'import * as duckdb from "@duckdb/node-api";\nexport const a = duckdb;',
    restricted,
  ],
  [
    "domain/clock.ts",
    'import { hrtime } from "node:process";\nexport const a = hrtime;',
    dependencies,
  ],
  ["query/left.ts", 'import pad from "left-pad";\nexport const a = pad;', dependencies],
  ["compute/left.ts", 'import pad from "left-pad";\nexport const a = pad;', dependencies],
  [
    "compute/engine.ts",
    'import * as duckdb from "@duckdb/node-api";\nexport const a = duckdb;',
    null,
  ],
  ["compute/slack.ts", 'import type { App } from "@slack/bolt";\nexport type A = App;', restricted],
  ["cli/editor.ts", 'import * as vscode from "vscode";\nexport const a = vscode;', restricted],
  ["cli/self.ts", 'import * as core from "@clientele/core";\nexport const a = core;', restricted],
  ["people/door.ts", 'import * as core from "../index.ts";\nexport const a = core;', dependencies],
  [
    "compute/wire.ts",
    'import type { Overlay } from "../host/protocol.ts";\nexport type A = Overlay;',
    null,
  ],
  [
    "compute/wire-value.ts",
    'import * as wire from "../host/protocol.ts";\nexport const a = wire;',
    dependencies,
  ],
  [
    "language/wire.ts",
    'import type { Overlay } from "../host/protocol.ts";\nexport type A = Overlay;',
    dependencies,
  ],
  ["compute/later.ts", 'export const a = import("../cli/room.ts");', dependencies],
  [
    "compute/nowhere.ts",
    'import a from "../nowhere.ts";\nexport const b = a;',
    "boundaries(no-unknown-dependencies)",
  ],
  ["helpers/pad.ts", "export const a = 1;", "boundaries(no-unknown-files)"],
  ["pad.ts", "export const a = 1;", "boundaries(no-unknown-files)"],
  [
    "stats/circle-a.ts",
    'import { b } from "./circle-b.ts";\nexport const a = (): number => b();',
    "import(no-cycle)",
  ],
  [
    "stats/circle-b.ts",
    'import { a } from "./circle-a.ts";\nexport const b = (): number => a();',
    "import(no-cycle)",
  ],
];

function surfaceCases(surface: string, own: string, foreign: string): readonly Case[] {
  const at = (name: string) => `packages/${surface}/src/${name}.ts`;
  const other = surface === "slack-bot" ? "clientele-vscode" : "@clientele/slack-bot/workspace";
  const using = (module: string) => `import * as a from ${module};\nexport const b = a;`;
  return [
    [at("own"), using(own), null],
    [at("door"), using('"@clientele/core"'), null],
    [at("door-language"), using('"@clientele/core/language"'), null],
    [at("door-views"), using('"@clientele/core/views"'), null],
    [at("door-host"), using('"@clientele/core/host"'), null],
    [at("window"), using('"../../core/src/problem.ts"'), dependencies],
    [at("back-door"), using('"../../core/src/language/index.ts"'), restricted],
    [at("foreign"), using(foreign), dependencies],
    [at("other"), using(`"${other}"`), dependencies],
  ];
}

const cases: readonly Case[] = [
  ...inCore.map(([path, text, rule]): Case => [`${src}/${path}`, text, rule]),
  ...surfaceCases("slack-bot", '"@slack/bolt"', '"vscode"'),
  ...surfaceCases("vscode-ext", '"vscode"', '"@slack/bolt"'),
];

describe("imports", () => {
  let found: Findings = new Map();

  beforeAll(async () => {
    const files: Record<string, string> = Object.fromEntries(
      cases.map(([path, text]) => [path, text]),
    );
    for (const from of rooms) {
      files[`${src}/${from}/room.ts`] = "export const room = 1;\n";
      for (const to of rooms)
        files[`${src}/${from}/imports-${to}.ts`] =
          `import { room } from "../${to}/room.ts";\nexport const a = room;\n`;
    }
    found = await lintWith(files);
  }, 60_000);

  it.each(cases.filter(([, , rule]) => rule === null))("lint lets %s pass", (path) => {
    expect(found.get(path)).toEqual([]);
  });

  it.each(cases.filter(([, , rule]) => rule !== null))("lint refuses %s", (path, _text, rule) => {
    expect(found.get(path)).toContain(rule);
  });

  it.each(rooms)("%s imports the rooms above it and no others", (from) => {
    for (const to of rooms)
      expect([to, found.get(`${src}/${from}/imports-${to}.ts`)]).toEqual([
        to,
        mayImport(from, to) ? [] : [dependencies],
      ]);
  });
});
