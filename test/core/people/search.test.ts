import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  matchOf,
  matchOrder,
  meantAmong,
  normaliseName,
} from "../../../packages/core/src/people/index.ts";

const lihua = { id: "00428", names: ["苏州丽华纺织", "Suzhou Lihua", "Lihua"] };

describe("names", () => {
  it.each([
    ["  ＡＣＭＥ\u3000Trading\u00a0 ", "acme trading"],
    ["ﬁne Foods", "fine foods"],
    ["STRASSE", "strasse"],
    ["İstanbul", "i̇stanbul"],
    ["cafe\u0301", "café"],
    ["丽华（苏州）", "丽华(苏州)"],
    [" \t\n", ""],
  ])("%j is compared as %j", (text, expected) => {
    expect(normaliseName(text)).toBe(expected);
  });

  it("are the same when normalised twice", () => {
    const twice = (text: string) => normaliseName(normaliseName(text)) === normaliseName(text);
    fc.assert(fc.property(fc.string({ unit: "binary" }), twice), { numRuns: 1000 });
  });
});

describe("a customer", () => {
  it.each([
    ["00428", "id"],
    [" 00428 ", "id"],
    ["428", null],
    ["lihua", "name"],
    ["ＳＵＺＨＯＵ  lihua", "name"],
    ["suzhou", "prefix"],
    ["丽华", "part"],
    ["huali", null],
    ["", null],
    ["  ", null],
  ])("asked for as %j matches by %s", (asked, expected) => {
    expect(matchOf(asked, lihua)?.match ?? null).toBe(expected);
  });

  it("is ranked by the kind of match, then the shorter name, then the id", () => {
    const hits = [
      { match: "part", name: "ab", id: "1" },
      { match: "prefix", name: "abcd", id: "3" },
      { match: "prefix", name: "abcd", id: "2" },
      { match: "prefix", name: "abc", id: "4" },
      { match: "id", name: "a long name", id: "5" },
    ] as const;
    expect(hits.toSorted(matchOrder).map((hit) => hit.id)).toEqual(["5", "4", "2", "3", "1"]);
  });
});

it("means the customer of that very name, though other names begin with it", () => {
  const seven = { id: "7", label: "客户7" };
  const seventy = { id: "70", label: "客户70" };
  expect(meantAmong([seven, seventy], " 客户7 ")).toBe(seven);
  expect(meantAmong([seventy, seven], "70")).toBe(seventy);
  expect(meantAmong([seven, seventy], "客户")).toBeUndefined();
  expect(meantAmong([seven, { id: "8", label: "客户7" }, seventy], "客户7")).toBeUndefined();
  expect(meantAmong([seventy], "客户")).toBe(seventy);
});
