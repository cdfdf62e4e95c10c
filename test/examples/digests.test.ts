import { describe, expect, it } from "vitest";
import { examples, readExample } from "./read-example.ts";

describe.each(examples.filter((name) => readExample(name).strategies.length > 0))(
  "examples/%s",
  (name) => {
    it("has a digest that is sent at a time, with a title in both languages", () => {
      const { digests } = readExample(name);
      expect(digests.length).toBeGreaterThanOrEqual(1);
      for (const { value } of digests) {
        expect(Object.keys(value.title ?? {})).toEqual(["en", "zh-CN"]);
        expect([value.audience, value.schedule]).not.toContain(undefined);
      }
    });
  },
);
