import axe from "axe-core";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBotProcess, type BotProcess } from "./bot-process.ts";
import { writeShop } from "./project.ts";

// A bot and its engine start within the hooks, on a machine that may do other things.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let shop: Awaited<ReturnType<typeof writeShop>>;
let bot: BotProcess;
let address: string;
let browser: Browser;
let page: Page;
/** What the page asked for. */
const requested: string[] = [];
const broken: string[] = [];

beforeAll(async () => {
  shop = await writeShop();
  bot = startBotProcess(["--port", "0", "--project", shop.folder]);
  address = await bot.printed(/Local workspace: (http:\S+)/);
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  page = await browser.newPage({ viewport: { width: 1120, height: 820 } });
  page.on("request", (request) => requested.push(request.url()));
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") broken.push(line.text());
  });
  await page.goto(address);
});
afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await shop?.remove();
});

async function type(text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}
const expectShown = (place: Locator, options: { state?: "hidden" } = {}) => place.waitFor(options);
const log = () => page.getByRole("log");
const last = () => log().getByRole("listitem").last();

describe("the local workspace", () => {
  it("shows the card that a command asks for, to the asker alone", async () => {
    await type("/segment 00428");
    await expectShown(log().getByRole("heading", { name: /苏州丽华纺织/ }));
    expect(await last().innerText()).toMatch(/Only visible to you/);
    if (process.env["SCREENSHOT"] !== undefined)
      await page.screenshot({ path: process.env["SCREENSHOT"] });
  });

  it("explains when its button is pressed by keyboard, and goes back", async () => {
    await last().getByRole("button", { name: /why/i }).focus();
    await page.keyboard.press("Enter");
    await expectShown(
      last()
        .getByText(/recency/i)
        .first(),
    );
    await last()
      .getByRole("button", { name: /back|card/i })
      .click();
    await expectShown(
      last()
        .getByText(/Save list/)
        .first(),
    );
  });

  it("answers a mention in its thread", async () => {
    await type("@clientele 00430");
    await expectShown(log().locator(".reply").getByRole("heading", { name: /Acme/ }));
  });

  it("adds what is new to the log, and leaves what was read alone", async () => {
    const first = log().getByRole("listitem").first();
    await first.evaluate((node) => node.setAttribute("data-was-here", ""));
    const before = await log().getByRole("listitem").count();
    await type("/segment list");
    await expectShown(log().getByRole("listitem").nth(before));
    expect(await first.getAttribute("data-was-here")).toBe("");
  });

  it("shows a name as text, whatever it holds", async () => {
    await type("/segment 00432");
    await expectShown(log().getByRole("heading", { name: /Rock & Roll <b>/ }));
  });

  it("completes a command by keyboard", async () => {
    await page.getByRole("textbox").pressSequentially("/segment w");
    await expectShown(page.getByRole("option", { name: /segment why/ }));
    await page.keyboard.press("Tab");
    await page.getByRole("textbox").pressSequentially("00428");
    await page.keyboard.press("Enter");
    await expectShown(
      last()
        .getByText(/recency/i)
        .first(),
    );
  });

  it("looks up in a modal, which says what is missing", async () => {
    await page.getByRole("button", { name: "Look up a customer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Look up" }).click();
    await expectShown(page.getByRole("dialog").getByText("Fill this in"));
    await page.getByRole("dialog").getByRole("textbox").fill("00428");
    await page.keyboard.press("Enter");
    await expectShown(page.getByRole("dialog").getByRole("heading", { name: /苏州丽华纺织/ }));
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await expectShown(page.getByRole("dialog"), { state: "hidden" });
  });

  it("speaks Chinese to whoever reads Chinese", async () => {
    await page.getByRole("radio", { name: /李娜/ }).check();
    await page.getByRole("button", { name: "Clientele", exact: true }).click();
    await type("丽华");
    await expectShown(
      log()
        .getByText(/高价值/)
        .first(),
    );
  });

  it("can be used by a screen reader, in both colour schemes, wide and narrow", async () => {
    for (const [colorScheme, width] of [
      ["light", 1120],
      ["dark", 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 820 });
      // The script is evaluated by the browser's debugger, so the page's policy stays as it is.
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
      });
      expect(found).toEqual([]);
    }
  });

  it("asks nobody but its own server, and breaks nowhere", () => {
    expect(requested.filter((url) => !url.startsWith(address))).toEqual([]);
    expect(broken).toEqual([]);
  });
});

describe("the page's server", () => {
  const post = (headers: Readonly<Record<string, string>>) =>
    fetch(`${address}/do`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ do: "shortcut", user: "U", channel: "C" }),
    });

  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["no origin", {}],
    ["a plain form", { origin: "http://127.0.0.1", "content-type": "text/plain" }],
  ])("refuses deeds from %s", async (_, headers) => {
    expect((await post(headers)).status).toBe(403);
  });

  it("allows scripts and styles of its own only", async () => {
    const { headers } = await fetch(address);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe/);
  });
});
