/** Migrates the state file of argv[2], and is killed after a later migration made and filled a table. */
import { openState } from "../../../../packages/core/src/people/index.ts";
import { migrations } from "../../../../packages/core/src/people/state/migrations/index.ts";

await openState(process.argv[2] ?? "", {
  migrations: {
    ...migrations,
    "0900-half-way": {
      up: async (db) => {
        await db.schema.createTable("half").addColumn("a", "integer").execute();
        await db.insertInto("half").values({ a: 1 }).execute();
        process.kill(process.pid, "SIGKILL");
        await new Promise(() => {});
      },
    },
  },
});
