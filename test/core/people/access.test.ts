import { userInfo } from "node:os";
import { describe, expect, expectTypeOf, it } from "vitest";
import { maySee, viewerOf, type Viewer } from "../../../packages/core/src/people/index.ts";
import type { Pii } from "../../../packages/core/src/pii.ts";
import { mask } from "../../../packages/core/src/views/mask.ts";
import type { Cell, View } from "../../../packages/core/src/views/view.ts";

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

describe("what is left of personal data that is masked", () => {
  const cell = (value: string, pii: Pii): Cell => ({ value, type: "text", pii });
  const shown = (value: string, pii: Pii, masks: Viewer["masks"]): unknown => {
    const view: View = {
      id: "v",
      title: "",
      run: null,
      blocks: [{ kind: "facts", facts: [{ label: "", cells: [cell(value, pii)] }] }],
      actions: [],
    };
    const [block] = mask(view, { pii: [], masks }).blocks;
    return block?.kind === "facts" ? block.facts[0]?.cells[0]?.value : undefined;
  };

  it.each<[string, Pii, Viewer["masks"], string]>([
    ["13800001234", "phone", {}, "•••34"],
    ["13800001234", "phone", { phone: "last_4" }, "•••1234"],
    ["1380", "phone", { phone: "last_4" }, "•••"],
    ["13800001234", "phone", { phone: "hidden" }, "•••"],
    ["li.na@example.com", "email", {}, "•••"],
    ["li.na@example.com", "email", { email: "domain" }, "•••@example.com"],
    ["not an address", "email", { email: "domain" }, "•••"],
    ["丽华纺织", "name", { name: "first" }, "丽•••"],
    ["李", "name", { name: "first" }, "•••"],
  ])("of %s (%s) with %j: %s", (value, pii, masks, left) => {
    expect(shown(value, pii, masks)).toBe(left);
  });
});
