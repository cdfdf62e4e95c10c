import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript; charset=utf-8"],
  "/blocks.js": ["blocks.js", "text/javascript; charset=utf-8"],
  "/charts.js": ["charts.js", "text/javascript; charset=utf-8"],
  "/element.js": ["element.js", "text/javascript; charset=utf-8"],
  "/completion.js": ["completion.js", "text/javascript; charset=utf-8"],
  "/inputs.js": ["inputs.js", "text/javascript; charset=utf-8"],
  "/menu.js": ["menu.js", "text/javascript; charset=utf-8"],
  "/modal.js": ["modal.js", "text/javascript; charset=utf-8"],
  "/message.js": ["message.js", "text/javascript; charset=utf-8"],
  "/mrkdwn.js": ["mrkdwn.js", "text/javascript; charset=utf-8"],
  "/words.js": ["words.js", "text/javascript; charset=utf-8"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
};

/** Scripts and styles from this server only, nothing inline, no frames, no forms. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Answers with one of the page's files. */
export async function servePageFile(path: string, response: ServerResponse): Promise<void> {
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  if (file === undefined) return void response.writeHead(404).end();
  const [name, type] = file;
  const body = await readFile(new URL(`./page/${name}`, import.meta.url));
  response
    .writeHead(200, {
      "content-type": type,
      "content-security-policy": policy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
