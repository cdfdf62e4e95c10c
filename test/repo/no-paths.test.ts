import { describe, expect, it } from "vitest";
import { trackedFiles } from "./tracked-files.ts";

/** Put together here, so that this file names none itself. */
const dot = String.raw`\.`;
const hosts = [
  ["registry", "npmjs"],
  ["registry", "yarnpkg"],
  ["deb", "debian"],
  ["repo1", "maven"],
  ["repo", "maven"],
  ["pypi", "org/simple"],
];
const forbidden = [
  // Folders of somebody's machine, on Linux, macOS and Windows.
  ...["home", "Users"].map((folder) => `(?<![\\w.])/${folder}/[\\w.-]+/`),
  ...["work", "farm", "root"].map((folder) => `(?<![\\w.~$}/-])/${folder}/`),
  String.raw`\b[A-Z]:\\Users\\`,
  ...hosts.map((parts) => parts.join(dot)),
];
const pattern = new RegExp(forbidden.join("|"));

const lineWith = (text: string): string | undefined =>
  text.split("\n").find((line) => pattern.test(line));

describe("tracked files", () => {
  it("name no machine's folders and no package registry", () => {
    const found = trackedFiles()
      .filter(({ path }) => path !== "pnpm-lock.yaml")
      .map(({ path, text }) => [path, lineWith(text)] as const)
      .filter(([, line]) => line !== undefined);
    expect(found).toEqual([]);
  });

  it("are read: a path and a host would be seen", () => {
    expect(lineWith(`a\nsee ${["", "home", "ann", "x"].join("/")}`)).toBeDefined();
    expect(lineWith(`https://${["registry", "npmjs", "org"].join(".")}/x`)).toBeDefined();
    expect(lineWith(["examples", "work", "a"].join("/"))).toBeUndefined();
  });
});
