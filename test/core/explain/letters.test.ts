import { expect, it } from "vitest";
import { lower, trim, upper } from "../../../packages/core/src/domain/explain/texts.ts";
import {
  call,
  cast,
  col,
  concat,
  select,
  text,
  values,
} from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

/** Every code point but NUL, surrogates, and the byte order mark, which the binding takes off. */
const points = Array.from({ length: 0x110000 }, (_, i) => i).filter(
  (i) => i > 0 && i !== 0xfeff && (i < 0xd800 || i > 0xdfff),
);

it("maps every letter and space as DuckDB does", async () => {
  const lane = await open(folders().inside);
  const size = 50_000;
  const letters = Array.from({ length: Math.ceil(points.length / size) }, (_, i) =>
    String.fromCodePoint(...points.slice(i * size, i * size + size)),
  );
  const from = values(
    ["t"],
    letters.map((some) => [text(some)]),
  );
  const columns = { lower: call("lower", col("t")), upper: call("upper", col("t")) };
  const rows = await lane.rows(select({ columns, from }));
  expect(rows.length).toBe(letters.length);
  for (const [i, row] of rows.entries()) {
    const some = letters[i] ?? "";
    expect(row["lower"] === lower(some), `lower ${i}`).toBe(true);
    expect(row["upper"] === upper(some), `upper ${i}`).toBe(true);
  }
  const spaces = points.map((i) => String.fromCodePoint(i)).filter((c) => trim(c) === "");
  const padded = cast(text(`${spaces.join("")}a\t${spaces.join("")}`), "varchar");
  const plain = await lane.one(
    select({ columns: { a: call("trim", padded), b: call("trim", concat(text("\t"), padded)) } }),
  );
  expect(plain["a"]).toBe("a\t");
  expect(plain["b"]).toBe(`\t${spaces.join("")}a\t`);
});
