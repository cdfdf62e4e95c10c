import fc from "fast-check";
import { expect, it } from "vitest";
import { contentKey } from "../../../packages/core/src/language/model/content-key.ts";

/** FNV-1a with the 64-bit parameters of its authors (Fowler, Noll, Vo), a code unit at a time. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

it("is FNV-1a of the value as JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(contentKey(text)).toBe(fnv1a(JSON.stringify(text)));
    }),
  );
});

it("takes no heed of the order of keys, of places and of titles", () => {
  const place = { start: 3, end: 4 };
  expect(contentKey({ b: [1, 2], a: "x" })).toBe(contentKey({ a: "x", b: [1, 2], span: place }));
  expect(contentKey({ a: 1, title: "One" })).toBe(contentKey({ a: 1, title: "Eins" }));
  expect(contentKey([1, 2])).not.toBe(contentKey([2, 1]));
});
