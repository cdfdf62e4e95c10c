/** A real PostgreSQL server for tests, from the system's package; it listens on loopback with a password. */
import { spawnSync } from "node:child_process";
import { chmodSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const [initdb] = globSync("/usr/lib/postgresql/*/bin/initdb").toSorted().toReversed();
/** Where the server's programs are; `undefined` where the package is not installed. */
export const postgresFolder = initdb === undefined ? undefined : join(initdb, "..");

export const password = "s3cr3t-für-tests!";

export type PostgresServer = {
  readonly port: number;
  /** With the password, as the environment would hold it. */
  readonly address: (user?: string, secret?: string) => string;
  readonly sql: (text: string) => void;
  /** The server goes away, its data stay. */
  readonly stopServer: () => void;
  readonly startServer: () => void;
  readonly stop: () => void;
};

/** Starts a server of its own with a user `admin`. Throws with the server's words where it does not come up. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  // The server refuses to be root, and its folder must be its own.
  const folder = mkdtempSync("/tmp/clientele-postgres-");
  chmodSync(folder, 0o777);
  const data = join(folder, "data");
  const port = await freePort();
  const secret = join(folder, "password");
  writeFileSync(secret, password);
  chmodSync(secret, 0o644);
  const asServer = (...command: readonly string[]): void => {
    const root = process.getuid?.() === 0;
    const [program = "", ...args] = root
      ? ["runuser", "-u", "postgres", "--", ...command]
      : command;
    const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", cwd: folder });
    if (status !== 0)
      throw new Error(`${command.join(" ")}: ${stderr ?? ""} ${error?.message ?? ""}`);
  };
  mkdirSync(join(folder, "socket"));
  chmodSync(join(folder, "socket"), 0o777);
  asServer(
    join(bin, "initdb"),
    "-D",
    data,
    "-A",
    "scram-sha-256",
    "-U",
    "admin",
    `--pwfile=${secret}`,
    "-E",
    "UTF8",
    "--no-sync",
  );
  const options = `-p ${port} -h 127.0.0.1 -k ${join(folder, "socket")} -F`;
  const control = join(bin, "pg_ctl");
  const startServer = (): void => {
    asServer(control, "-D", data, "-o", options, "-l", join(folder, "log"), "-w", "start");
  };
  const stopServer = (): void => asServer(control, "-D", data, "-m", "immediate", "-w", "stop");
  startServer();
  const sql = (text: string): void => {
    const { status, stderr } = spawnSync(
      join(bin, "psql"),
      [
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-U",
        "admin",
        "postgres",
      ],
      { input: text, encoding: "utf8", env: { ...process.env, PGPASSWORD: password } },
    );
    if (status !== 0) throw new Error(stderr);
  };
  return {
    port,
    address: (user = "admin", said = password) =>
      `postgresql://${user}:${encodeURIComponent(said)}@127.0.0.1:${port}/postgres`,
    sql,
    startServer,
    stopServer,
    stop: () => {
      stopServer();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
