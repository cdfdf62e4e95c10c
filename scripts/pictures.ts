/**
 * Takes the README's pictures from real runs of the `retail` example: terminal, local workspace, editor.
 *
 *     npm run pnpm -- exec node --conditions=source scripts/pictures.ts [terminal] [workspace] [editor]
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { startBotProcess } from "../test/slack/bot-process.ts";
import { Workbench } from "../test/vscode/drive/workbench.ts";
import {
  extensionFolder,
  installHost,
  outFolder,
  startEditor,
  startWindow,
} from "../test/vscode/rig.ts";

const root = join(import.meta.dirname, "..");
const images = join(root, "docs/images");
const command = join(root, "packages/core/src/cli/main.ts");

const scratch = mkdtempSync(join(tmpdir(), "clientele-pictures-"));
const project = join(scratch, "retail");
const clientele = (...words: readonly string[]): string =>
  execFileSync(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", command, ...words],
    {
      cwd: scratch,
      encoding: "utf8",
      env: { ...process.env, INIT_CWD: scratch, LANG: "C" },
    },
  );

const wanted = process.argv.slice(2);
const pictures: Readonly<Record<string, (browser: Browser) => Promise<void>>> = {
  terminal,
  workspace,
  editor,
};

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  mkdirSync(images, { recursive: true });
  clientele("init", "retail");
  clientele("run", "retail", "--publish");
  for (const [name, take] of Object.entries(pictures))
    if (wanted.length === 0 || wanted.includes(name)) await take(browser);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** What two commands print, set as a terminal shows it. */
async function terminal(browserToUse: Browser): Promise<void> {
  const page = await browserToUse.newPage({
    viewport: { width: 640, height: 400 },
    deviceScaleFactor: 2,
  });
  const shown = (words: readonly string[]): string => {
    const typed = words.map((word) => (/[ '<>]/.test(word) ? `"${word}"` : word)).join(" ");
    return `$ clientele ${typed}\n${clientele(...words, "--project", "retail")}`;
  };
  const text = [
    shown(["explain", "00002", "--to", "value.high"]),
    shown(["find", "value = 'high' and recency > 60", "--sort", "monetary", "--limit", "5"]),
  ].join("\n");
  await page.setContent(
    `<meta charset="utf-8"><style>
      body { margin: 0; background: #16191d; }
      pre { margin: 0; width: max-content; padding: 24px 28px; color: #d6dae0; font: 14px/1.5 "Noto Sans Mono CJK SC", monospace; }
    </style><pre></pre>`,
  );
  await page.locator("pre").evaluate((element, content) => {
    element.textContent = content;
  }, text);
  await page.locator("pre").screenshot({ path: join(images, "terminal.png") });
  await page.close();
}

/** The bot's messages on the local workspace's page, in English and in Chinese. */
async function workspace(browserToUse: Browser): Promise<void> {
  const bot = startBotProcess(["--port", "0", "--project", project]);
  try {
    const address = await bot.printed(/Local workspace: (http:\S+)/);
    const page = await browserToUse.newPage({
      viewport: { width: 1120, height: 1180 },
      deviceScaleFactor: 2,
    });
    await page.goto(address);
    const say = async (text: string): Promise<void> => {
      await page.getByRole("textbox").fill(text);
      await page.keyboard.press("Enter");
    };
    const log = page.getByRole("log");
    await say("/segment lihua");
    await log
      .getByRole("button", { name: /苏州丽华纺织/ })
      .first()
      .click();
    await log.getByRole("heading", { name: /苏州丽华纺织/ }).waitFor();
    await say("@clientele why 00871");
    await log
      .getByText(/because/)
      .first()
      .waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(images, "workspace.png") });
    await page.close();
  } finally {
    await bot.stop();
  }
}

/** A rule edited in a real VS Code: unsaved, with live counts and the moves against what is published. */
async function editor(): Promise<void> {
  installHost();
  const script = join(extensionFolder, "scripts/package.mjs");
  mkdirSync(outFolder, { recursive: true });
  const packed = execFileSync(
    process.execPath,
    [script, "--target", `${process.platform}-${process.arch}`, "--out", outFolder],
    { encoding: "utf8" },
  );
  const vsix = packed.trim().split("\n").at(-1) ?? "";
  const folder = join(scratch, "retail-editor");
  cpSync(project, folder, { recursive: true });
  const code = await startEditor({
    install: [vsix],
    locale: "en",
    settings: {
      "window.commandCenter": false,
      "workbench.colorTheme": "Default Dark Modern",
      "editor.minimap.enabled": false,
    },
  });
  const window = await startWindow({ width: 1700, height: 900 });
  try {
    await window.page.goto(`${code.url}/?folder=${encodeURIComponent(folder)}`);
    const workbench = new Workbench(window.page, folder);
    const care = "segmentations/care.yaml";
    await workbench.open(care);
    await window.page.keyboard.press("Control+K");
    await window.page.keyboard.press("v");
    await workbench.until("counts", async () => (await workbench.rows()).length >= 5);
    const line = workbench.editor(care).locator(".view-line", { hasText: "recency > 60" }).first();
    await line.click();
    await window.page.keyboard.press("Home");
    for (let n = 0; n < "when: value = 'high' and (recency > 60".length; n += 1)
      await window.page.keyboard.press("ArrowRight");
    await workbench.retype(2, "45");
    await workbench.until(
      "moves",
      async () => (await workbench.rows())[0]?.some((cell) => /^[+−]/.test(cell)) === true,
    );
    await window.page.waitForTimeout(1500);
    await window.page.screenshot({ path: join(images, "editor.png") });
  } finally {
    await window.close();
    await code.stop();
  }
}
