import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { build, found } from "../language/project.ts";

const golden = readFileSync(new URL("../../golden/config/personas.yaml", import.meta.url), "utf8");

it("takes every dimension that a column can have, and no other", () => {
  expect(found({ "clientele.yaml": golden })).toEqual([]);
  const { model } = build({ "clientele.yaml": golden });
  expect(model?.customers?.attributes.map((a) => [a.name, a.dimension])).toEqual([
    ["age", "demographic"],
    ["city", "geographic"],
    ["lifestyle", "psychographic"],
    ["favourite_channel", "behavioural"],
    ["wants", "needs"],
  ]);
  const wrong = golden.replace("geographic", "geografic");
  expect(found({ "clientele.yaml": wrong }).map(([code]) => code)).toEqual(["bad-value"]);
});
