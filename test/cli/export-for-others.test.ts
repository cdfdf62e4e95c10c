import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";
import { config, temporaryProject } from "./temporary-project.ts";

const consented = `id,name,owner,city,phone,sms_ok,profiling_ok
00428,苏州丽华纺织,li@example.com,Suzhou,013800000000,true,true
00002,Acme Trading,wang@example.com,Shanghai,013900000000,false,true
00003,Acme Tools,wang@example.com,Shanghai,013900000001,true,true
00004,No Orders Yet,,Wuxi,,true,false
`;

const project = () =>
  temporaryProject({
    "clientele.yaml": config.replace(
      "    columns:\n",
      "    consent: { sms: sms_ok, personalised: profiling_ok }\n    columns:\n      city: { dimension: geographic }\n",
    ),
    "data/customers.csv": consented,
  });

const ids = (file: string): readonly string[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[0] ?? "");

async function exported(folder: string, ...words: readonly string[]) {
  const file = join(folder, "out.csv");
  const ended = await clientele(["export", "--project", folder, "--to", file, "--json", ...words]);
  return { ended, ids: ended.code === 0 ? ids(file) : [], file };
}

describe("export for a purpose", () => {
  it("leaves out who did not agree, and, from this moment, who refuses, and says how many", async () => {
    const folder = project();
    await clientele(["run", folder, "--publish"]);
    const before = await exported(folder, "--purpose", "SMS");
    expect(before.ids).toEqual(["00003", "00428"]);
    expect(before.ended.json).toMatchObject({ exported: { withheld: { consent: 2, refused: 0 } } });
    await clientele(["contact", "00003", "--project", folder, "--outcome", "do_not_contact"]);
    const after = await exported(folder, "--purpose", "sms", "--for", "spss");
    expect(after.ids).toEqual(["00428"]);
    expect(after.ended.json).toMatchObject({ exported: { withheld: { consent: 2, refused: 1 } } });
    expect((await exported(folder, "--purpose", "fax")).ended.code).toBe(1);
  });

  it("warns of phones in a file that says not what for", async () => {
    const folder = project();
    await clientele(["run", folder]);
    const codes = async (...words: readonly string[]) =>
      problemsOf((await exported(folder, ...words)).ended).map((p) => p.code);
    expect(await codes("--personal")).toEqual(["export-without-purpose"]);
    expect(await codes("--personal", "--purpose", "sms")).toEqual([]);
    expect(await codes()).toEqual([]);
  });
});

describe("pseudonyms", () => {
  it("are the same under one key, others under a new one, and lead back under both", async () => {
    const folder = project();
    await clientele(["run", folder]);
    const first = await exported(folder, "--pseudonyms");
    expect(first.ended.json).toMatchObject({ exported: { standing_out: 4 } });
    const text = readFileSync(first.file, "utf8");
    expect(text).not.toMatch(/00428|丽华|0138|li@example/);
    expect(text.split("\n")[0]).not.toMatch(/id_1|owner|label/);
    expect((await exported(folder, "--pseudonyms")).ids).toEqual(first.ids);
    const stored = JSON.parse(readFileSync(join(folder, ".clientele/pseudonyms.json"), "utf8")) as {
      keys: { secret: string }[];
    };
    const digest = createHmac("sha256", Buffer.from(stored.keys[0]?.secret ?? "", "hex"))
      .update("00428")
      .digest("hex");
    expect(first.ids).toContain(`k1-${digest.slice(0, 32)}`);
    expect(first.ids).toEqual(first.ids.toSorted());
    const second = await exported(folder, "--pseudonyms", "--new-key");
    expect(second.ids.every((id) => id.startsWith("k2-"))).toBe(true);
    const mixed = join(folder, "mixed.csv");
    writeFileSync(mixed, `id,score\n${first.ids[0]},1\n${second.ids[1]},2\nk1-0,3\n`);
    const back = await exported(folder, "--reidentify", mixed);
    expect(back.ended.json).toMatchObject({ exported: { rows: 2, unknown: 1 } });
    expect(back.ids.every((id) => /^00\d{3}$/.test(id))).toBe(true);
    expect((await exported(folder, "--pseudonyms", "--personal")).ended.code).toBe(2);
  });
});

it("brings ids back as they were when a file that was exported is read again", async () => {
  const odd = consented.replace("00003,", '"A, ""3""",').replace("00004,", "0x1e3,");
  const first = temporaryProject({ "data/customers.csv": odd });
  await clientele(["run", first]);
  const { file, ids: _ } = await exported(first, "--personal");
  const next = temporaryProject({
    "clientele.yaml": config.replace(
      "label: name\n    owner: owner\n",
      "label: label\n    owner: owner\n",
    ),
    "data/customers.csv": readFileSync(file, "utf8"),
  });
  await clientele(["run", next]);
  const found = await clientele([
    "find",
    "recency >= 0 or recency is null",
    "--project",
    next,
    "--json",
    "--limit",
    "10",
  ]);
  const rows = found.json["rows"] as readonly { id: string }[];
  expect(rows.map((row) => row.id).toSorted()).toEqual(["00002", "00428", "0x1e3", 'A, "3"']);
});
