import { expect, it } from "vitest";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import { sampleOf } from "../../../packages/core/src/domain/sample.ts";
import {
  as,
  asc,
  call,
  cast,
  col,
  concat,
  createTableAs,
  select,
  series,
  table,
  text,
} from "../../../packages/core/src/query/index.ts";
import { folders } from "../engine/open.ts";

it("draws those with the least keys of all, in their order, of many and of few", async () => {
  const { inside } = folders();
  const engine = await openEngine({ tempDirectory: inside, allowedDirectories: [inside] });
  const columns = [as("id", concat(text("k"), cast(col("i"), "varchar")))];
  const made = select({ columns, from: series("i", 1, 40_000) });
  await engine.run(createTableAs(table("many"), made));
  for (const most of [500, 15_000, 39_000]) {
    const from = select({ from: table("many") });
    const key = call("sample_key", concat(text("7:"), col("id")));
    const plain = select({
      columns: ["id"],
      from,
      orderBy: [asc(key), asc(col("id"))],
      limit: most,
    });
    const drawn = sampleOf(from, [as("id", col("id"))], { seed: "7", most });
    const rows = await engine.rows(drawn);
    expect(rows).toHaveLength(most);
    expect(rows).toEqual(await engine.rows(plain));
  }
  await engine.close();
});
