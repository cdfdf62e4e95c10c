import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { binaryTarget } from "../../packages/vscode-ext/scripts/binary-target.ts";

const extension = join(import.meta.dirname, "../../packages/vscode-ext");
type Manifest = {
  readonly engines: { readonly vscode: string };
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: object }[] }[];
  };
};
// The tests below would fail on another shape.
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8")) as Manifest;

describe("the manifest of the extension", () => {
  it("runs it where the files are: in a remote or a container beside the project", () => {
    expect(manifest.extensionKind).toEqual(["workspace"]);
  });

  it("takes the editors of a year ago, and starts for its own files alone", () => {
    expect(manifest.engines.vscode).toBe("^1.101.0");
    expect(manifest.activationEvents).toEqual([
      "onLanguage:clientele",
      "workspaceContains:**/clientele.yaml",
    ]);
  });

  it("promises little in a folder that is not trusted or not on a disk", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe("limited");
    expect(untrustedWorkspaces.restrictedConfigurations).toEqual(["clientele.allowRead"]);
    expect(virtualWorkspaces.supported).toBe("limited");
  });

  it("offers a command only where it can be carried out", () => {
    const free = ["clientele.preview", "clientele.showOutput", "clientele.openSample"];
    for (const { command, enablement } of manifest.contributes.commands)
      expect([command, enablement]).toEqual([
        command,
        free.includes(command) ? undefined : "isWorkspaceTrusted",
      ]);
    const listed = manifest.contributes.menus.commandPalette.map(({ command }) => command);
    const known = manifest.contributes.commands.map(({ command }) => command);
    expect(known.filter((c) => c !== "clientele.openSample").toSorted()).toEqual(listed.toSorted());
  });
});

describe("binaries in a package", () => {
  it("are told by the head of their file", () => {
    const head = (...bytes: readonly number[]): Buffer =>
      Buffer.concat([Buffer.from(bytes), Buffer.alloc(128)]);
    const elf = (machine: number): Buffer => {
      const made = head(0x7f, 0x45, 0x4c, 0x46);
      made.writeUInt16LE(machine, 18);
      return made;
    };
    expect([binaryTarget(elf(0x3e)), binaryTarget(elf(0xb7))]).toEqual([
      "linux-x64",
      "linux-arm64",
    ]);
    expect(binaryTarget(head(0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1))).toBe("darwin-arm64");
    const pe = head(0x4d, 0x5a);
    pe.writeUInt32LE(0x40, 0x3c);
    pe.writeUInt32BE(0x50450000, 0x40);
    pe.writeUInt16LE(0x8664, 0x44);
    expect(binaryTarget(pe)).toBe("win32-x64");
    expect(binaryTarget(head(0x50, 0x4b))).toBeUndefined();
  });
});
