import { expect, it } from "vitest";
import {
  describedIn,
  describedInChinese,
} from "../../packages/core/src/language/config/descriptions-zh.ts";
import { fileKinds, jsonSchemaOf } from "../../packages/core/src/language/config/json-schema.ts";
import { aggregates, functions } from "../../packages/core/src/language/model/functions.ts";
import {
  definitionOf,
  signatureFor,
} from "../../packages/core/src/language/model/function-words.ts";

const schemas = JSON.stringify(fileKinds.map(jsonSchemaOf));
const descriptions = new Set(
  [...schemas.matchAll(/"description":("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    String(JSON.parse(text ?? '""')),
  ),
);

it("every description of a key has Chinese words, and none is left over", () => {
  expect(describedInChinese().toSorted()).toEqual([...descriptions].toSorted());
});

it("descriptions are told in the reader's language", () => {
  expect(describedIn("What computes", "zh-CN")).toBe("计算引擎");
  expect(describedIn("What computes", "en-GB")).toBe("What computes");
});

it.each([...aggregates, ...functions.map((f) => f.name)])(
  "%s is defined in both languages",
  (name) => {
    expect(signatureFor(name)).toMatch(new RegExp(`^${name}\\(.+\\)$`));
    expect(definitionOf(name, "en")).toMatch(/\.$/);
    expect(definitionOf(name, "zh-CN")).toMatch(/。$/);
  },
);
