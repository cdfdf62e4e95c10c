import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { presets } from "../../packages/core/src/language/authoring/presets/preset-file.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

/** A bank and its firms: every column that a preset looks for, in Chinese or English. */
const bank: Readonly<Record<string, string>> = {
  "clientele.yaml": `clientele: 1
name: Bank
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, label: name, columns: { 出生日期: { type: date } } }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
  surveys: { kind: scores, from: data/nps.csv, customer: customer, time: day, score: nps, scale: [0, 10] }
metrics:
  online_share:
    value: count(transactions) filter (where channel = 'app') / count(transactions)
`,
  "data/c.csv": `id,name,客户类型,出生日期,risk_level,industry,employees
p1,李娜,个人,1999-05-01,C5,,
p2,王磊,个人,1962-05-01,C1,,
v1,陈伟,贵宾,1985-05-01,C3,,
e1,恒达机电,企业,,,Machinery,900
e2,O'Hare Foods,企业,,,Food,40
g1,市政府,政府机关,,,,
`,
  "data/t.csv": `customer,day,amount,channel
p1,2026-11-01,10,app
p2,2026-11-02,20,branch
p2,2026-10-02,20,app
v1,2026-11-03,5000,branch
e1,2026-01-03,300,branch
e2,2026-11-03,200,app
`,
  "data/nps.csv": "customer,day,nps\nv1,2026-10-01,4\np1,2026-10-01,10\n",
};

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-add-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

it("lists every preset in both languages", async () => {
  const listed = await clientele(["add", "--json"]);
  const ids = (listed.json["presets"] as readonly { id: string }[]).map((p) => p.id); // the shape is what is tested
  expect(ids).toEqual(presets.map((p) => p.id));
  expect((await clientele(["add", "--locale", "zh-CN"])).out).toContain("挽留名单");
});

it("adds every preset to a bank's own columns, and all of it runs and passes its checks", async () => {
  const folder = folderOf(bank);
  for (const { id } of presets) {
    const added = await clientele(["add", id, "--project", folder, "--json"]);
    expect([id, problemsOf(added)]).toEqual([id, []]);
  }
  const used = readFileSync(join(folder, "segmentations/generation.yaml"), "utf8");
  expect(used).toContain("year(出生日期) >= 1997");
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran).filter((p) => p.severity === "error")).toEqual([]);
  expect(ran.json["segmentations"]).toMatchObject({
    generation: {
      segments: {
        gen_z: { customers: 1 },
        millennials: { customers: 1 },
        boomers: { customers: 1 },
      },
    },
    age_groups: { segments: { young: { customers: 2 }, senior: { customers: 1 } } },
    customer_class: {
      segments: {
        premium: { customers: 1 },
        personal: { customers: 2 },
        corporate: { customers: 2 },
        government: { customers: 1 },
        other: { customers: 0 },
      },
    },
    risk_preference: {
      segments: {
        cautious: { customers: 1 },
        balanced: { customers: 1 },
        bold: { customers: 1 },
        unknown: { customers: 3 },
      },
    },
    satisfaction: { segments: { save_list: { customers: 1 }, content: { customers: 1 } } },
    channel: {
      segments: { online: { customers: 2 }, both: { customers: 1 }, offline: { customers: 2 } },
    },
    industry_size: {
      segments: { industry_1_small: { customers: 1 }, industry_2_large: { customers: 1 } },
    },
    value: { segments: { high: { customers: 1 } } },
    key_accounts: { segments: { key: { customers: 1 } } },
    new_or_repeat: { segments: { prospect: { customers: 1 }, repeat: { customers: 1 } } },
  });
  const checked = await clientele(["check", folder, "--json"]);
  expect(problemsOf(checked).filter((p) => p.severity === "error")).toEqual([]);
  expect(checked.json["checks"]).toMatchObject({ failed: 0 });
});

it("adds what the retail example has columns for, and says of the rest what to do", async () => {
  const folder = join(folderOf({ "a.txt": "" }), "retail");
  expect((await clientele(["init", folder, "--template", "retail"])).code).toBe(0);
  const lacking: string[] = [];
  for (const { id } of presets) {
    const added = await clientele(["add", id, "--as", `my_${id}`, "--project", folder, "--json"]);
    lacking.push(...problemsOf(added).map((p) => `${id} ${p.code}`));
  }
  expect(lacking).toEqual([
    "industry_size preset-needs",
    "industry_size preset-needs",
    "satisfaction preset-needs",
    "risk_preference preset-needs",
  ]);
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran).filter((p) => p.severity === "error")).toEqual([]);
  const found = ran.json["segmentations"] as Record<
    string,
    { segments: Record<string, { customers: number }> }
  >; // the shape is what is tested
  expect(Object.keys(found["my_channel"]?.segments ?? {})).toEqual(["online", "both", "offline"]);
  expect(found["my_lifecycle"]?.segments["loyal"]?.customers).toBeGreaterThan(0);
  const checked = await clientele(["check", folder, "--json"]);
  expect(checked.json["checks"]).toMatchObject({ failed: 0 });
});

it("refuses what it cannot do, writes nothing then, and says what to do", async () => {
  const folder = temporaryProject();
  const refused = async (...words: string[]) => {
    const ended = await clientele(["add", ...words, "--project", folder, "--json"]);
    return [ended.code, problemsOf(ended).map((p) => p.code)];
  };
  expect(await refused("generation")).toEqual([1, ["preset-needs"]]);
  expect(existsSync(join(folder, "segmentations/generation.yaml"))).toBe(false);
  const told = await clientele(["add", "industry_size", "--project", folder]);
  expect(told.error).toMatch(/needs industry.*--use industry=COLUMN/);
  expect(told.error).toMatch(/needs number of employees/);
  expect(await refused("value")).toEqual([1, ["duplicate-name"]]);
  expect(await refused("life")).toEqual([1, ["unknown-preset"]]);
  expect(await refused("rfm", "--as", "2nd")).toEqual([1, ["bad-id"]]);
  expect(await refused("rfm", "--use", "age")).toEqual([2, ["wrong-use"]]);
  writeFileSync(join(folder, "segmentations/mine.yaml"), "# later\n");
  expect(await refused("rfm", "--as", "mine")).toEqual([1, ["file-present"]]);
  expect(readFileSync(join(folder, "segmentations/mine.yaml"), "utf8")).toBe("# later\n");
});

it("takes the name and the column that it is given", async () => {
  const folder = temporaryProject();
  const added = await clientele([
    "add",
    "customer_class",
    "--as",
    "where_from",
    "--use",
    "class=city",
    "--project",
    folder,
  ]);
  expect(added.out).toContain("Wrote segmentations/where_from.yaml");
  expect(added.out).toContain('Used "city" as class of customer');
  expect(readFileSync(join(folder, "segmentations/where_from.yaml"), "utf8")).toMatch(
    /^segmentation: where_from$/m,
  );
});
