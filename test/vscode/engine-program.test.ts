import { describe, expect, it } from "vitest";
import { engineProgram } from "../../packages/vscode-ext/src/client/engine-program.ts";

describe("the program that the engine runs on", () => {
  it("is the editor's own where that has SQLite", async () => {
    expect(await engineProgram("/editor", true, "no-such-program")).toBe("/editor");
  });

  it("is a plain Node where the editor was built without it", async () => {
    expect(await engineProgram("/editor", false, process.execPath)).toBe(process.execPath);
  });

  it("is the editor's own all the same where there is no other: only what people said is out of reach", async () => {
    expect(await engineProgram("/editor", false, "no-such-program")).toBe("/editor");
  });
});
