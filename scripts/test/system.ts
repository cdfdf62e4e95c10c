import { existsSync, globSync } from "node:fs";
import { run, succeeds } from "./command.ts";
import { nothing, onePassed, oneSkipped, type Counts } from "./counts.ts";

/** The browser that the workspace page and the editor are tested in. */
export const chromium = "/usr/bin/chromium";

const packages = ["chromium", "fonts-noto-cjk", "postgresql", "pspp"];

/** Whether tests of PostgreSQL find a server's programs. */
const hasPostgres = (): boolean => globSync("/usr/lib/postgresql/*/bin/initdb").length > 0;

/** It reads what is exported for SPSS. */
const pspp = "/usr/bin/pspp";

const isComplete = (): boolean => existsSync(chromium) && hasPostgres() && existsSync(pspp);

/**
 * Installs the browser, the Chinese fonts, PostgreSQL and PSPP where they are missing and the machine lets us.
 *
 * @returns one passed where it had to install, one skipped where it could not
 */
export async function prepareSystem(): Promise<Counts> {
  if (isComplete()) return nothing;
  const rights = await rightsToInstall();
  if (rights === undefined)
    return missing("apt-get, as root or with a passwordless sudo, is needed");
  const options = ["-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300", "-qq"];
  const apt = (...args: string[]) =>
    run([...rights, "DEBIAN_FRONTEND=noninteractive", "apt-get", ...options, ...args]);
  const updated = await apt("update");
  const installed = await apt("install", "-y", "--no-install-recommends", ...packages);
  if (isComplete()) return onePassed;
  return missing(`apt-get ended with ${updated.code} and ${installed.code}`);
}

/** What stands before `apt-get`; `undefined` where we may not use it. */
async function rightsToInstall(): Promise<[string, ...string[]] | undefined> {
  if (process.platform !== "linux" || !(await succeeds(["apt-get", "--version"]))) return undefined;
  if (process.getuid?.() === 0) return ["env"];
  return (await succeeds(["sudo", "-n", "true"])) ? ["sudo", "-n", "env"] : undefined;
}

function missing(reason: string): Counts {
  console.log(
    `SKIPPED: there is no ${existsSync(chromium) ? "PostgreSQL or PSPP" : chromium} (${reason}).\n` +
      `Tests in a browser, in the editor, with PostgreSQL and with PSPP are skipped where it is missing. To run them: apt-get install ${packages.join(" ")}`,
  );
  return oneSkipped;
}
