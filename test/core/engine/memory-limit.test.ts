import { expect, it } from "vitest";
import { bytesOf, memoryLimit } from "../../../packages/core/src/compute/engine/memory-limit.ts";
import { countAll, select, series } from "../../../packages/core/src/query/index.ts";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import { folders } from "./open.ts";

it("takes half of the machine's memory, 4 GB at most, or what it is told", () => {
  expect(memoryLimit(undefined, 6e9)).toBe("3000MB");
  expect(memoryLimit("", 64e9)).toBe("3200MB");
  expect(memoryLimit(" 8GB ", 6e9)).toBe("8GB");
  expect(memoryLimit("1.5 GiB", 6e9)).toBe("1.5 GiB");
});

it("counts the bytes of a size", () => {
  const sizes = ["900M", "450MB", "4 GB", "1.5 GiB", "2t"];
  expect(sizes.map(bytesOf)).toEqual([9e8, 4.5e8, 4e9, 1.5 * 2 ** 30, 2e12]);
});

it("says what a size looks like where it is told something else", () => {
  for (const wrong of ["much", "8", "-1GB", "8GB please"])
    expect(() => memoryLimit(wrong, 6e9)).toThrow(
      `CLIENTELE_MEMORY must be a size such as 4GB, got "${wrong}"`,
    );
});

it("gives the engine a limit that the engine understands", async () => {
  const { inside } = folders();
  for (const told of [undefined, "1.5 GiB", "900M"]) {
    const engine = await openEngine({
      tempDirectory: inside,
      allowedDirectories: [inside],
      memoryLimit: memoryLimit(told, 2e9),
    });
    const count = select({ columns: { n: countAll() }, from: series("n", 1, 9) });
    expect(await engine.one(count)).toEqual({ n: 9 });
    await engine.close();
  }
});
