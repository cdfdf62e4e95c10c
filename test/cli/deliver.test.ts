import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { send, signature } from "../../packages/core/src/compute/deliver/send.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { config, customers, temporaryProject, transactions } from "./temporary-project.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

type Got = {
  readonly id: string;
  readonly signature: string;
  readonly timestamp: number;
  readonly body: string;
};
type Answer = (request: Got, response: ServerResponse, nth: number) => void;

/** A receiver on loopback. What it gets is written down before it answers. */
async function receiver(answer: Answer) {
  const got: Got[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const one = {
        id: String(request.headers["webhook-id"]),
        signature: String(request.headers["webhook-signature"]),
        timestamp: Number(request.headers["webhook-timestamp"]),
        body,
      };
      got.push(one);
      answer(one, response, got.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { got, url: `http://127.0.0.1:${address.port}/hook` };
}

const taken: Answer = (_, response) => void response.writeHead(204).end();
const eventsOf = ({ body }: Got) =>
  (
    JSON.parse(body) as {
      data: { events: { customer: string; segments: unknown; next_action: unknown }[] };
    }
  ).data.events;

const strategy = `strategy: save
for: care.app
objective: retain
owners: { lead: sales }
actions: [{ id: call, do: Call them, when: days_since_contact > 14 }]
`;

/** 1,104 customers: three batches. */
const project = () =>
  temporaryProject({
    "strategies/save.yaml": strategy,
    "data/customers.csv":
      customers +
      Array.from({ length: 1100 }, (_, i) => `n${String(i).padStart(4, "0")},N${i},,Wuxi,\n`).join(
        "",
      ),
    "data/transactions.csv": transactions,
  });

const environment = (url: string) => ({
  CLIENTELE_WEBHOOK_URL: url,
  CLIENTELE_WEBHOOK_SECRET: secret,
  CLIENTELE_WEBHOOK_WAIT: "0.001",
});

const deliver = (folder: string, url: string, ...more: readonly string[]) =>
  clientele(["deliver", "--project", folder, "--json", ...more], { environment: environment(url) });

describe("the signature", () => {
  it("is that of Standard Webhooks (the vector of its libraries' tests)", () => {
    expect(
      signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, '{"test": 2432232314}'),
    ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });
});

describe("a batch", () => {
  it("is sent again under the same key after 5xx, a reset and no answer, and signed anew", async () => {
    const { got, url } = await receiver((_, response, nth) => {
      if (nth === 1) response.writeHead(503).end();
      else if (nth === 2) response.destroy();
      else if (nth > 3) response.writeHead(200).end();
    });
    const waits: number[] = [];
    let clock = Date.parse("2026-11-22T00:00:00Z");
    const sent = await send(
      { url, secret },
      { id: "msg_1", body: "{}" },
      {
        now: () => new Date((clock += 1000)),
        sleep: async (milliseconds) => void waits.push(milliseconds),
        signal: new AbortController().signal,
        attempts: 6,
        timeoutMilliseconds: 300,
      },
    );
    expect(sent).toEqual({ ok: true, attempts: 4 });
    expect(new Set(got.map((g) => g.id))).toEqual(new Set(["msg_1"]));
    for (const { id, timestamp, body, signature: signed } of got)
      expect(signed).toBe(signature(secret, id, timestamp, body));
    expect(new Set(got.map((g) => g.timestamp)).size).toBe(4);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it.each([
    [400, 1],
    [302, 1],
    [429, 3],
  ])("answered with %s is tried %s times", async (status, attempts) => {
    const { got, url } = await receiver((_, response) => {
      response.writeHead(status, { location: "http://127.0.0.1:1/", "retry-after": "2" }).end();
    });
    const waits: number[] = [];
    const sent = await send(
      { url, secret },
      { id: "m", body: "{}" },
      {
        now: () => new Date(),
        sleep: async (milliseconds) => void waits.push(milliseconds),
        signal: new AbortController().signal,
        attempts: 3,
        timeoutMilliseconds: 2000,
      },
    );
    expect(sent).toMatchObject({ ok: false, attempts });
    expect(got).toHaveLength(attempts);
    expect(waits).toEqual(Array.from({ length: attempts - 1 }, () => 2000));
  });
});

describe("deliver", () => {
  it("tells of everybody once, then only of whom something changed", async () => {
    const folder = project();
    const { got, url } = await receiver(taken);
    expect((await deliver(folder, url)).code).toBe(1);
    await clientele(["run", folder, "--publish"]);
    const dry = await deliver(folder, url, "--dry-run");
    expect(dry.json).toMatchObject({ delivery: { done: false, events: 1104 } });
    expect(got).toHaveLength(0);
    expect((await deliver(folder, url)).json).toMatchObject({
      delivery: { batches: 3, events: 1104 },
    });
    const events = got.flatMap(eventsOf);
    expect(new Set(events.map((e) => e.customer)).size).toBe(1104);
    expect(events.find((e) => e.customer === "00002")).toMatchObject({
      segments: { care: ["app"], value: ["rest"] },
      next_action: { strategy: "save", action: "call" },
    });
    expect((await deliver(folder, url)).json).toMatchObject({
      delivery: { batches: 0, events: 0 },
    });
    await clientele(["contact", "00002", "--project", folder, "--outcome", "do_not_contact"]);
    await deliver(folder, url);
    expect(got).toHaveLength(4);
    expect(got.slice(3).flatMap(eventsOf)).toEqual([
      expect.objectContaining({ customer: "00002", next_action: null }),
    ]);
  }, 60_000);

  it("goes on where it was killed: nothing lost, nothing under two keys", async () => {
    const folder = project();
    await clientele(["run", folder, "--publish"]);
    const slow = await receiver((_, response, nth) => {
      if (nth === 1) response.writeHead(200).end();
    });
    await killedAfter(folder, slow.url, () => slow.got.length >= 2);
    const { got, url } = await receiver(taken);
    const again = await deliver(folder, url);
    expect(again.json).toMatchObject({
      delivery: { done: true, resumed: true, batches: 2, events: 0 },
    });
    const first = slow.got[0];
    if (first === undefined) throw new Error("the first batch was taken");
    expect(got.map((g) => g.id)).not.toContain(first.id);
    expect(got[0]?.id).toBe(slow.got[1]?.id);
    expect(got[0]?.body).toBe(slow.got[1]?.body);
    const told = [first, ...got].flatMap(eventsOf).map((e) => e.customer);
    expect(told).toHaveLength(1104);
    expect(new Set(told).size).toBe(1104);
  }, 60_000);

  it("keeps what was not taken, and says so", async () => {
    const folder = project();
    await clientele(["run", folder, "--publish"]);
    const broken = await receiver((_, response) => void response.writeHead(500).end());
    const failed = await deliver(folder, broken.url);
    expect(failed.code).toBe(1);
    expect(JSON.stringify(failed.json)).toContain("delivery-failed");
    expect(new Set(broken.got.map((g) => g.id)).size).toBe(1);
    const { got, url } = await receiver(taken);
    await deliver(folder, url, "--pseudonyms");
    expect(got[0]?.id).toBe(broken.got[0]?.id);
  }, 60_000);

  it("has pseudonyms in place of ids, and no name", async () => {
    const folder = temporaryProject();
    await clientele(["run", folder, "--publish"]);
    const { got, url } = await receiver(taken);
    await deliver(folder, url, "--pseudonyms");
    expect(got[0]?.body).not.toMatch(/00428|Acme/);
    expect(got.flatMap(eventsOf).map((e) => e.customer.slice(0, 3))).toEqual([
      "k1-",
      "k1-",
      "k1-",
      "k1-",
    ]);
  });

  it("does as the configuration says when a run is published; what is not taken waits for the next time", async () => {
    const said = `deliver: { to: "\${CRM}", secret: "\${CRM_KEY}", segmentations: [value], on: publish }\n`;
    const folder = temporaryProject({ "clientele.yaml": `${config}${said}` });
    const at = ["--project", folder, "--json"];
    let open = false;
    const { got, url } = await receiver((_, response) => {
      response.writeHead(open ? 204 : 503).end();
    });
    const set = { environment: { CRM: url, CRM_KEY: secret, CLIENTELE_WEBHOOK_WAIT: "0.001" } };
    const unset = await clientele(["run", folder, "--publish", "--json"]);
    // Without the variables nothing is sent, and the run is published all the same.
    expect(unset.code).toBe(0);
    expect(problemsOf(unset).map((p) => [p.code, p.severity])).toEqual([
      ["env-missing", "warning"],
      ["env-missing", "warning"],
    ]);
    const refused = await clientele(["publish", ...at], set);
    expect(refused.code).toBe(0);
    expect(problemsOf(refused)).toMatchObject([{ code: "delivery-failed", severity: "warning" }]);
    expect(got.map((g) => g.id)).toEqual([got[0]?.id, got[0]?.id]);
    const dry = await clientele(["deliver", ...at, "--dry-run"], set);
    expect(dry.json).toMatchObject({
      delivery: { waiting: 1, last: { events: 4, batches: 0, waiting: 1, failed: "answer 503" } },
    });
    open = true;
    const again = await clientele(["publish", ...at], set);
    expect(again.json).toMatchObject({ delivery: { events: 0, batches: 1, resumed: true } });
    expect(got.map((g) => g.id)).toEqual([got[0]?.id, got[0]?.id, got[0]?.id]);
    const [event] = got.slice(-1).flatMap(eventsOf);
    expect(event?.segments).toEqual({ value: ["rest"] });
    expect(got[2]?.signature).toBe(
      signature(secret, got[2]?.id ?? "", got[2]?.timestamp ?? 0, got[2]?.body ?? ""),
    );
    const nothing = await clientele(["deliver", ...at, "--pending"], set);
    expect(nothing.json).toMatchObject({ delivery: { events: 0, batches: 0 } });
  }, 60_000);

  it("takes no secret in a file, and no name that is not there", async () => {
    const said = `deliver: { to: "http://crm.example.com", secret: abc }\n`;
    const folder = temporaryProject({ "clientele.yaml": `${config}${said}` });
    const held = await clientele(["check", folder, "--json"]);
    expect(problemsOf(held).map((p) => p.code)).toContain("bad-value");
    expect(JSON.stringify(held.json)).toContain("CRM_SECRET");
    const other = `deliver: { to: "http://crm.example.com", secret: "\${K}", segmentations: [vale], consent: sms }\n`;
    const named = temporaryProject({ "clientele.yaml": `${config}${other}` });
    const codes = problemsOf(await clientele(["check", named, "--json"])).map((p) => p.code);
    expect(codes).toEqual(expect.arrayContaining(["bad-value", "unknown-name", "unknown-consent"]));
  }, 60_000);

  it("takes no address without encryption but this machine's", async () => {
    const ended = await deliver(temporaryProject(), "http://crm.example.com/");
    expect(ended.code).toBe(2);
  });
});

const program = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

async function killedAfter(folder: string, url: string, ready: () => boolean): Promise<void> {
  const words = ["--conditions=source", program, "deliver", "--project", folder];
  const env = { ...process.env, ...environment(url) };
  const child = spawn(process.execPath, words, { stdio: "ignore", env });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const look = setInterval(() => {
    if (ready()) child.kill("SIGKILL");
  }, 5);
  await ended;
  clearInterval(look);
}
