import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sourceStates } from "../../../packages/core/src/compute/ingest/source-states.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { folderWith, imported, importedRows, told } from "./import.ts";
import { password, postgresFolder, startPostgres, type PostgresServer } from "./postgres-server.ts";

if (postgresFolder === undefined)
  console.error("SKIPPED: there is no PostgreSQL. To run its tests: apt-get install postgresql");

const from = { postgres: "${CRM_URL}", table: "crm.customers" };

describe.skipIf(postgresFolder === undefined)("a table of PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres(postgresFolder ?? "");
    server.sql(`
      create schema crm;
      create table crm.customers (id text, "姓名" varchar(20), big bigint, amount numeric(12,2), exact numeric,
        seen timestamptz, at timestamp, day date, vip boolean, tags jsonb);
      insert into crm.customers values
        ('00042', '丽华', 9007199254740993, 12.5, 123456789012345678901.0000000001, '2026-01-01 08:00+08', '2026-01-01 08:00', '2026-01-02', true, '{"a": 1}'),
        ('7', null, null, null, null, null, null, 'infinity', null, null);
      create table crm.sales as select '00042' as customer, timestamp '2026-01-10' + i * interval '1 second' as paid_at, i::numeric(12,2) as total
        from generate_series(1, 40000) i;
      create table crm.empty (id text);
      create table crm.hidden (id text);
      create user reader password '${password}'; grant usage on schema crm to reader; grant select on crm.customers to reader;
    `);
  });
  afterAll(() => {
    server.stop();
  });
  const crm = (address = server.address()) => ({ CRM_URL: address });

  it("keeps exact types: keys, numeric of any size, large numbers, zones, NULL, Chinese text", async () => {
    const { types, rows, problems } = await imported(folderWith({}), from, crm());
    expect(problems).toEqual([]);
    expect(types).toEqual({
      id: "VARCHAR",
      姓名: "VARCHAR",
      big: "BIGINT",
      amount: "DECIMAL(12,2)",
      exact: "DECIMAL(31,10)",
      seen: "TIMESTAMP WITH TIME ZONE",
      at: "TIMESTAMP",
      day: "DATE",
      vip: "BOOLEAN",
      tags: "VARCHAR",
    });
    expect(rows).toEqual([
      {
        id: "00042",
        姓名: "丽华",
        big: "9007199254740993",
        amount: "12.50",
        exact: "123456789012345678901.0000000001",
        seen: "2026-01-01 00:00:00+00",
        at: "2026-01-01 08:00:00",
        day: "2026-01-02",
        vip: "true",
        tags: '{"a": 1}',
      },
      {
        ...Object.fromEntries(Object.keys(types).map((name) => [name, null])),
        id: "7",
        day: "infinity",
      },
    ]);
  });

  it("tells what is wrong, and never the password", async () => {
    const problemsOf = async (table: string, address: string) =>
      told((await imported(folderWith({}), { ...from, table }, crm(address))).problems);
    const at = `127.0.0.1:${server.port}/postgres`;
    expect(await problemsOf("crm.custmers", server.address())).toEqual([
      {
        code: "table-missing",
        values: { table: "crm.custmers", path: at, nearest: "crm.customers" },
      },
    ]);
    expect(await problemsOf("crm.customers", server.address("admin", "wr0ng"))).toEqual([
      { code: "database-refused", values: { server: at, user: "admin" } },
    ]);
    expect(await problemsOf("crm.hidden", server.address("reader"))).toEqual([
      { code: "table-forbidden", values: { table: "crm.hidden", server: at, user: "reader" } },
    ]);
    expect(await problemsOf("crm.customers", "postgresql://admin:pw@127.0.0.1:1/crm")).toEqual([
      {
        code: "database-unreachable",
        values: { server: "127.0.0.1:1/crm", reason: "nobody listens there" },
      },
    ]);
    expect(await problemsOf("crm.customers", `${server.address()}x`)).toEqual([
      {
        code: "database-unreachable",
        values: { server: `${at}x`, reason: "it has no such database" },
      },
    ]);
    expect(await problemsOf("crm.empty", server.address())).toEqual([
      { code: "data-empty", values: { path: `${at}#crm.empty` } },
    ]);
    expect(await problemsOf('crm.customers"; drop table crm.sales; --', server.address())).toEqual([
      expect.objectContaining({ code: "table-missing" }),
    ]);
  });

  it("begins anew when the connection is cut in the middle, and uses nothing of what was half-read", async () => {
    const once = await cuttingProxy(server.port, 1);
    const through = server.address().replace(`:${server.port}`, `:${once.port}`);
    const read = await imported(folderWith({}), { ...from, table: "crm.sales" }, crm(through));
    expect([read.rows.length, read.problems]).toEqual([40_000, []]);
    const always = await cuttingProxy(server.port, Infinity);
    const folder = folderWith({});
    const cut = server.address().replace(`:${server.port}`, `:${always.port}`);
    const failed = await imported(folder, { ...from, table: "crm.sales" }, crm(cut));
    expect(failed.problems.map(({ code }) => code)).toEqual(["database-cut"]);
    expect(readdirSync(join(folder, ".clientele/cache/tables"))).toEqual([]);
  });

  const project = (table: string) => ({
    "clientele.yaml": `clientele: 1\nname: P\nsources:\n  customers:\n    from: { postgres: "\${CRM_URL}", table: ${table} }\n    key: id\n  transactions:\n    from: { postgres: "\${CRM_URL}", table: crm.sales }\n    customer: customer\n    time: paid_at\n    amount: total\n`,
    "segmentations/s.yaml": "segmentation: s\nkind: rules\nsegments: [{ id: vip, when: vip }]\n",
  });

  /** Everything that a command says. */
  function said(args: readonly string[], address: string): string {
    const entry = join(import.meta.dirname, "../../../packages/core/src/cli/main.ts");
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--conditions=source", entry, ...args],
      { encoding: "utf8", env: { ...process.env, CRM_URL: address } },
    );
    return stdout + stderr;
  }

  it("is read at each run, says how old it is in between, and leaves the password nowhere", async () => {
    const folder = folderWith(project("crm.customers"));
    const ran = said(["run", folder, "--json"], server.address());
    expect(ran).toContain('"customers": 2');
    const wrong = said(["run", folder, "--json"], server.address("admin", "wr0ng-secret"));
    const checked = said(["check", folder], server.address());
    expect(checked).toContain("read-earlier");
    const manifests = readdirSync(join(folder, ".clientele/runs"));
    const text = readFileSync(
      join(folder, ".clientele/runs", manifests[0] ?? "", "manifest.json"),
      "utf8",
    );
    expect(JSON.parse(text)).toMatchObject({
      sources: [
        {
          name: "customers",
          files: [{ rows: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        },
        { name: "transactions", files: [{ rows: 40_000 }] },
      ],
    });
    const files = readdirSync(join(folder, ".clientele"), { recursive: true, withFileTypes: true });
    const contents = files.flatMap((file) =>
      file.isFile() ? readFileSync(join(file.parentPath, file.name)) : [],
    );
    expect(contents.length).toBeGreaterThan(5);
    for (const secret of [password, encodeURIComponent(password), "wr0ng-secret"]) {
      for (const content of contents) expect(content.includes(secret)).toBe(false);
      expect(ran + wrong + checked).not.toContain(secret);
    }
    server.sql("insert into crm.customers (id) values ('8')");
    expect(said(["run", folder, "--json"], server.address())).toContain('"customers": 3');
    server.sql("delete from crm.customers where id = '8'");
  });

  it("is known to hold other rows than what is published without being read, by what its server counts", async () => {
    const folder = folderWith(project("crm.members"));
    server.sql(`
      create table crm.people (id text, vip boolean) partition by list (vip);
      create table crm.people_vip partition of crm.people for values in (true);
      create table crm.people_rest partition of crm.people default;
      create view crm.members as select id, vip from crm.people where id <> 'test';
      insert into crm.people values ('00042', true), ('7', false);
    `);
    const opened = openProject(folder, { environment: crm() });
    const now = async (hours = 0) => {
      const at = new Date(Date.now() + hours * 3_600_000);
      return (await sourceStates(opened, () => at)).map(({ table }) => table);
    };
    const newer = async (hours = 0) => (await now(hours)).map((table) => table?.isNewer);
    const run = () => said(["run", folder, "--publish", "--json"], server.address());
    expect(await newer()).toEqual([true, true]);
    expect(run()).toContain('"customers": 2');
    expect(await newer()).toEqual([false, false]);
    expect(await newer(25)).toEqual([false, false]);
    server.sql("create table crm.elsewhere (id text); insert into crm.elsewhere values ('x')");
    expect(await newer()).toEqual([false, false]);
    const states = new Set([(await now())[0]?.state]);
    const changes = [
      "insert into crm.people values ('8', false)",
      "update crm.people set id = '9' where id = '8'",
      "delete from crm.people where id = '9'",
      "truncate crm.people_rest",
      "create table crm.people_new (id text, vip boolean); alter table crm.people detach partition crm.people_rest; alter table crm.people attach partition crm.people_new default",
    ];
    for (const change of changes) {
      server.sql(change);
      expect(await newer()).toEqual([true, false]);
      states.add((await now())[0]?.state);
    }
    expect(states.size).toBe(changes.length + 1);
    run();
    expect(await newer()).toEqual([false, false]);
    // What is not counted is read again once a day.
    server.sql("alter system set track_counts = off; select pg_reload_conf()");
    await expect.poll(() => newer(25), { timeout: 10_000 }).toEqual([true, true]);
    server.sql("alter system reset track_counts; select pg_reload_conf()");
    server.stopServer();
    const away = await sourceStates(opened, () => new Date());
    expect(away.map(({ table }) => table)).toEqual([null, null]);
    server.startServer();
  });

  it("reads all tables of a run from one state of the database", async () => {
    const writing = await interruptedBy("00042", server.port, () => {
      server.sql(
        "insert into crm.sales values ('7', '2026-02-01', 5); insert into crm.customers (id) values ('9')",
      );
    });
    const through = server.address().replace(`:${server.port}`, `:${writing.port}`);
    const rowsOf = (address: string) => importedRows(["crm.customers", "crm.sales"], crm(address));
    expect(await rowsOf(through)).toEqual([2, 40_000]);
    expect(await rowsOf(server.address())).toEqual([3, 40_001]);
    server.sql(
      "delete from crm.sales where customer = '7'; delete from crm.customers where id = '9'",
    );
  });

  it("has the same key whatever the order of its rows", async () => {
    const folder = folderWith({});
    const digest = async () => {
      await imported(folder, { ...from, table: "crm.sales" }, crm());
      return readdirSync(join(folder, ".clientele/cache/tables")).filter((f) =>
        f.endsWith(".parquet"),
      );
    };
    const before = await digest();
    server.sql(
      "create table crm.other as select * from crm.sales order by total desc; drop table crm.sales; alter table crm.other rename to sales",
    );
    expect(await digest()).toEqual(before);
  });
});

/** A way to the server that does something once a text has come by, before it is passed on. */
async function interruptedBy(
  text: string,
  port: number,
  act: () => void,
): Promise<{ readonly port: number }> {
  let isDone = false;
  const proxy: Server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      if (!isDone && chunk.includes(text)) {
        isDone = true;
        act();
      }
      client.write(chunk);
    });
    for (const socket of [client, upstream]) socket.on("error", () => {});
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  return listening(proxy);
}

/** A way to the server that breaks off after some bytes, so often. */
async function cuttingProxy(port: number, cuts: number): Promise<{ readonly port: number }> {
  let left = cuts;
  const proxy: Server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    let bytes = 0;
    const cutting = left > 0;
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (cutting && bytes > 300_000) {
        left -= 1;
        client.destroy();
        upstream.destroy();
      } else client.write(chunk);
    });
    for (const socket of [client, upstream]) socket.on("error", () => {});
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  return listening(proxy);
}

async function listening(proxy: Server): Promise<{ readonly port: number }> {
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    proxy.close();
  });
  const address = proxy.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0 };
}
