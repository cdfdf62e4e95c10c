import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clientele } from "../cli/clientele.ts";
import { describeCase } from "./case.ts";

describeCase("ecommerce");

type Evaluated = {
  readonly quality: {
    readonly recommended: { readonly hit_rate: number };
    readonly popular: { readonly hit_rate: number };
  };
};

it("foretells purchases, and better with what was looked at", async () => {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "clientele-shop-"));
  try {
    const folder = join(root, "shop");
    await clientele(["init", folder, "--template", "ecommerce"]);
    const evaluated = async (): Promise<Evaluated["quality"]> => {
      const words = ["recommend", "--evaluate", "--project", folder, "--json"];
      return ((await clientele(words)).json as Evaluated).quality; // as docs/command.md has it
    };
    const both = await evaluated();
    const file = join(folder, "clientele.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^ {2}browsing:.*$/m, ""));
    const bought = await evaluated();
    expect(bought.recommended.hit_rate - bought.popular.hit_rate).toBeGreaterThan(0.2);
    expect(both.recommended.hit_rate - bought.recommended.hit_rate).toBeGreaterThan(0.03);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
});
