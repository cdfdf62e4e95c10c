import type { Kysely } from "kysely";
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from "kysely/migration";
import { lockMigrations } from "./postgres-state.ts";
import type { Tables } from "./tables.ts";

type MigrationLog = { readonly [DEFAULT_MIGRATION_TABLE]: { readonly name: string } };

/** The format of a state is the number of its last migration. */
export type Formats = { readonly found: number; readonly supported: number };

/**
 * Brings a state to the last migration, in one transaction: whatever interrupts it, the state is as before. Whoever else
 * would migrate waits for it.
 *
 * @returns the format found; where that is newer than the one supported, nothing was changed
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<Formats> {
  const supported = formatOf(Object.keys(migrations));
  return db.transaction().execute(async (transaction) => {
    await lockMigrations(transaction);
    const found = formatOf(await applied(transaction));
    if (found > supported) return { found, supported };
    const migrator = new Migrator({
      db: transaction,
      provider: { getMigrations: async () => ({ ...migrations }) },
      // Two that were written at the same time may come in either order.
      allowUnorderedMigrations: true,
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return { found, supported };
  });
}

async function applied(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const rows = await db
    .withTables<MigrationLog>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select("name")
    .execute();
  return rows.map((row) => row.name);
}

const formatOf = (names: readonly string[]): number =>
  names.reduce((highest, name) => Math.max(highest, Number.parseInt(name, 10) || 0), 0);
