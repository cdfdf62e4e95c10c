import { userInfo } from "node:os";
import { describe, expect, expectTypeOf, it } from "vitest";
import { maySee, viewerOf, type Viewer } from "../../../packages/core/src/people/index.ts";
import type { Pii } from "../../../packages/core/src/pii.ts";

describe("what a viewer may see", () => {
  it("is everything for the user of the command line", () => {
    const viewer = viewerOf(`cli:${userInfo().username}`);
    expect(viewer.roles).toEqual(["owner"]);
    expect(maySee(viewer, { pii: "id_number" })).toBe(true);
  });

  it.each(["slack:U024BE7LH", "slack:cli:U1", "", "cli"])(
    "is all but personal data for %j",
    (actor) => {
      const viewer = viewerOf(actor);
      expect(viewer.roles).toEqual(["reader"]);
      expect(maySee(viewer, {})).toBe(true);
      expect(maySee(viewer, { pii: "phone" })).toBe(false);
      expect(maySee(viewer, { pii: "name" })).toBe(false);
    },
  );

  it("goes by the classes that a role allows", () => {
    const viewer: Viewer = { ...viewerOf("slack:U1"), pii: ["phone"] };
    expect(maySee(viewer, { pii: "phone" })).toBe(true);
    expect(maySee(viewer, { pii: "email" })).toBe(false);
  });

  it("is in the shape that masking takes", () => {
    expectTypeOf<Viewer>().toExtend<{ pii: readonly Pii[] | "all" }>();
  });
});
