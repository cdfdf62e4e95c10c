import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  matchOf,
  matchOrder,
  openNameIndex,
  type Findable,
  type NameIndex,
} from "../../../packages/core/src/people/index.ts";

const customers: readonly Findable[] = [
  { id: "00428", names: ["苏州丽华纺织", "Suzhou Lihua"], emails: ["office@lihua.example"] },
  { id: "00429", names: ["无锡恒达机电"] },
  { id: "00430", names: ["重庆银行"] },
  { id: "00431", names: ["Acme Trading"] },
  { id: "00432", names: ["Northern Textile Works"] },
  { id: "00433", names: ["上海丽华商贸"] },
  { id: "AB-7", names: ["吕氏茶行"] },
];

function indexOf(all: readonly Findable[]): NameIndex {
  const index = openNameIndex();
  onTestFinished(() => index.close());
  index.add(all);
  index.finish();
  return index;
}

describe("customers are found", () => {
  it.each([
    ["by id", "00428", ["00428"], "id"],
    ["by the beginning of an id, in small letters", "ab-", ["AB-7"], "prefix"],
    ["by name", "acme trading", ["00431"], "name"],
    ["by e-mail", "Office@lihua.example", ["00428"], "email"],
    ["by two characters", "丽华", ["00428", "00433"], "part"],
    ["by one character", "茶", ["AB-7"], "part"],
    ["by words in any order", "works northern", ["00432"], "part"],
    ["by pinyin from any syllable", "lihua fang", ["00428"], "pinyin"],
    ["by the sound that a word has", "chongqing", ["00430"], "pinyin"],
    ["by ü typed as v", "lvshi", ["AB-7"], "pinyin"],
    ["by initials", "hdjd", ["00429"], "initials"],
    ["by two initials", "hd", ["00429"], "initials"],
    ["with two letters exchanged", "acme tradign", ["00431"], "typo"],
    ["with a letter left out", "northern txtile", ["00432"], "typo"],
    ["with a wrong character", "苏州利华", ["00428"], "typo"],
    ["with a slip in pinyin", "hengdajidia", ["00429"], "pinyin"],
    ["with a wrong letter in pinyin", "hangdajidian", ["00429"], "typo"],
  ])("%s: %s", (_, asked, ids, match) => {
    const { hits } = indexOf(customers).search(asked, 10);
    expect(hits.map((hit) => hit.id)).toEqual(ids);
    expect(new Set(hits.map((hit) => hit.match))).toEqual(new Set([match]));
  });

  it("of a part as if there were no others, however many are passed over", () => {
    const crowd = Array.from({ length: 1200 }, (_, i) => ({ id: `n${i}`, names: [`Lihua ${i}`] }));
    const index = indexOf([...crowd, ...customers, { id: "Lihua 7", names: ["Other"] }]);
    index.show("east", ["00428", "00433", "00432", "nobody"]);
    index.show("east", ["n7"]);
    const found = (asked: string, sight: string) =>
      index.search(asked, 10, sight).hits.map((hit) => hit.id);
    expect(found("lihua", "east")).toEqual(["n7", "00428", "00433"]);
    expect(index.search("lihua", 10, "east").more).toBe(false);
    expect(found("丽华", "east")).toEqual(["00428", "00433"]);
    // Nobody there is called so, so slips are looked for, whoever else is.
    index.show("west", ["00431"]);
    expect(found("lihua", "west")).toEqual([]);
    expect(found("acme tradign", "west")).toEqual(["00431"]);
    expect(found("lihua", "nobody")).toEqual([]);
    index.forget("east");
    expect(found("lihua", "east")).toEqual([]);
  });

  it("of a part the same as in an index of that part alone", () => {
    const asked = ["lihua", "丽华", "acme tradign", "hd", "hengdajidia", "苏州利华", "0043", "te"];
    fc.assert(
      fc.property(fc.subarray([...customers]), fc.constantFrom(...asked), (part, text) => {
        const whole = openNameIndex();
        whole.add(customers);
        whole.finish();
        whole.show(
          "part",
          part.map(({ id }) => id),
        );
        const alone = openNameIndex();
        alone.add(part);
        alone.finish();
        expect(whole.search(text, 20, "part")).toEqual(alone.search(text, 20));
        whole.close();
        alone.close();
      }),
      { numRuns: 40 },
    );
  });

  it("best first: the name, then names that begin so, then the shorter, then by id", () => {
    const names = ["Big Lihua", "Lihua Works", "Lihua", "Lihua Mill", "Lihuo"];
    const all = names.map((name, i) => ({ id: `c${i}`, names: [name] }));
    expect(
      indexOf(all)
        .search("lihua", 9)
        .hits.map((hit) => hit.name),
    ).toEqual(["Lihua", "Lihua Mill", "Lihua Works", "Big Lihua"]);
  });

  it("not at all for nothing, marks, or what nobody is called", () => {
    const index = indexOf(customers);
    for (const asked of ["", "  ", '"', "* OR name:x", "zzzzzz", "0"])
      expect(
        index.search(asked, 5).hits.filter((hit) => !hit.id.startsWith(asked.trim() || "-")),
      ).toEqual([]);
  });

  it("a page at a time, with a word that there are more", () => {
    const all = Array.from({ length: 30 }, (_, i) => ({ id: `c${i}`, names: [`Mill ${i}`] }));
    const index = indexOf(all);
    expect(index.search("mill", 10)).toMatchObject({ more: true });
    expect(index.search("mill", 10).hits).toHaveLength(10);
    expect(index.search("mill", 30)).toMatchObject({ more: false });
  });
});

const latin = fc.constantFrom("acme", "lihua", "lihau", "works", "textile", "li", "a", "north");
const han = fc.constantFrom(...Array.from("苏州丽华利纺织重庆银行"));
const name = fc.oneof(
  fc.array(latin, { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  fc.array(han, { minLength: 1, maxLength: 5 }).map((characters) => characters.join("")),
);
const asked = fc.oneof(
  name,
  fc.constantFrom("suzhou", "lh", "chongqin", "szlh", "acne", "liuha", "yinhang"),
);

it("the index brings whoever matches by definition", () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), asked, (names, question) => {
      const all = names.map((one, i) => ({ id: `#${i}`, names: [one] }));
      const index = openNameIndex();
      index.add(all);
      index.finish();
      const found = index.search(question, 100).hits;
      index.close();
      const matching = all.flatMap((c) => matchOf(question, c) ?? []).toSorted(matchOrder);
      const better = matching.filter(({ match }) => match !== "typo");
      expect(found).toEqual(better.length > 0 ? better : matching);
    }),
    { numRuns: 400 },
  );
});
