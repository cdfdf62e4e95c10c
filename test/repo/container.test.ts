/** What the container's files say of the repository is true. A build needs Docker and the network: it is not tried here. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseYaml } from "../../packages/core/src/language/config/yaml-source.ts";
import { readSettings } from "../../packages/slack-bot/src/env.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");
const dockerfile = read("Dockerfile");
const manifest = JSON.parse(read("package.json")) as { packageManager: string }; // our own file

describe("the container", () => {
  it("copies what there is, and nothing that is kept out", () => {
    const copied = [...dockerfile.matchAll(/^COPY (.+)$/gm)].flatMap(([, names = ""]) =>
      names.split(" ").slice(0, -1),
    );
    expect(copied.length).toBeGreaterThan(8);
    const kept = read(".dockerignore").split("\n");
    for (const name of copied) {
      expect([name, existsSync(join(root, name))]).toEqual([name, true]);
      const letIn = kept.some(
        (line) =>
          line === `!${name}` || line === `!${name.replace(/packages\/[^/]+/, "packages/*")}`,
      );
      expect([name, letIn]).toEqual([name, true]);
    }
  });

  it("has the package manager and the Node that the repository names", () => {
    expect(dockerfile).toContain(`npm install --global ${manifest.packageManager}`);
    expect(dockerfile).toMatch(/^FROM node:24-/m);
  });

  it("starts what is there, and has the command", () => {
    for (const [file] of dockerfile.matchAll(/(?<=\/app\/)packages\/\S+\.ts/g))
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    const command = read("scripts/clientele.sh");
    const [, main = ""] = /\/app\/(\S+\.ts)/.exec(command) ?? [];
    expect(existsSync(join(root, main))).toBe(true);
    expect(statSync(join(root, "scripts/clientele.sh")).mode & 0o111).not.toBe(0);
  });

  it("is given settings that the bot takes", () => {
    const compose = parseYaml("compose.yaml", read("compose.yaml")).document.toJS() as {
      services: { bot: { environment: Readonly<Record<string, string>> } }; // as the file has it
    };
    const image = [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? "").matchAll(/(\w+)=(\S+)/g)];
    const example = [...read(".env.example").matchAll(/^(SLACK_\w+)=(.*)$/gm)];
    const env = Object.fromEntries([
      ...image.map(([, name, value]) => [name, value]),
      ...Object.entries(compose.services.bot.environment),
      ...example.map(([, name, value = ""]) => [name, `${value}filled-in`]),
    ]);
    const settings = readSettings(env);
    expect(settings).toMatchObject({
      ok: true,
      settings: {
        project: "/project",
        // The test puts nothing in for the password.
        state: expect.stringMatching(/^postgres:\/\/clientele:.*@db\//),
        slack: { host: "0.0.0.0", port: 3000, health: true, appToken: "xapp-filled-in" },
      },
    });
  });
});
