import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, imported, told } from "./import.ts";
import { partsOf, zipOf, type Parts } from "./workbook.ts";

const text = (at: string, i: number) => `<c r="${at}" t="s"><v>${i}</v></c>`;
const cell = (at: string, value: string, more = "") => `<c r="${at}"${more}><v>${value}</v></c>`;

const texts = [
  "<t>id</t>",
  "<r><t>姓</t></r><r><t>名</t></r><rPh><t>ミョウ</t></rPh>",
  "<t>day</t>",
  "<t>00042</t>",
  '<t xml:space="preserve"> 丽 &amp; 华 </t>',
];

const header = `<row r="2">${text("A2", 0)}${text("B2", 1)}${text("C2", 2)}<c r="E2" t="inlineStr"><is><t>total</t></is></c><c r="F2" t="inlineStr"><is><t>total</t></is></c></row>`;

const read = (parts: Parts, from: string | { xlsx: string; sheet?: string } = "c.xlsx") =>
  imported(folderWith({ "c.xlsx": zipOf(parts) }), from);

describe("a sheet of a workbook", () => {
  it("keeps texts, dates, times, formulas' values, booleans and empty cells as they are", async () => {
    const rows =
      header +
      `<row r="3">${text("A3", 3)}${text("B3", 4)}${cell("C3", "46024", ' s="1"')}${cell("E3", "12.5")}<c r="F3" t="str"><f>1+1</f><v>two</v></c></row>` +
      `<row r="5">${cell("A5", "7")}${cell("C5", "46024.5", ' s="3"')}<c r="E5" s="4"><f>E3*2</f><v>25</v></c>${cell("F5", "1", ' t="b"')}</row>`;
    expect(await read(partsOf({ 客户: rows }, texts))).toEqual({
      types: {
        id: "VARCHAR",
        姓名: "VARCHAR",
        day: "TIMESTAMP",
        total: "DOUBLE",
        total_1: "VARCHAR",
      },
      rows: [
        {
          id: "00042",
          姓名: " 丽 & 华 ",
          day: "2026-01-02 00:00:00",
          total: "12.5",
          total_1: "two",
        },
        { id: "7", 姓名: null, day: "2026-01-02 12:00:00", total: "25.0", total_1: "true" },
      ],
      problems: [],
    });
  });

  // Written by openpyxl 3.1.5, two sheets, formats for dates and shares, an empty row, a frozen header.
  it("is read as another program wrote it", async () => {
    const file = readFileSync(join(import.meta.dirname, "written-by-openpyxl.xlsx"));
    const from = { xlsx: "c.xlsx", sheet: "客户" };
    const { types, rows, problems } = await imported(folderWith({ "c.xlsx": file }), from);
    expect(problems).toEqual([]);
    expect(types).toEqual({
      id: "VARCHAR",
      姓名: "VARCHAR",
      joined: "DATE",
      seen: "TIMESTAMP",
      spent: "DOUBLE",
      share: "DOUBLE",
      vip: "BOOLEAN",
    });
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["00042", "丽华 & Söhne", "2026-01-02", "2026-01-02 08:30:15", "1234.5", "0.25", "true"],
      ["7", null, "1999-12-31", null, "-0.01", null, "false"],
      ["A-9", "  spaces  ", "2024-02-29", "2024-02-29 23:59:59", "9007199254740991.0", "1.0", null],
    ]);
  });

  // 60 is Excel's 29 February 1900, which never was; 1904 workbooks count from another day.
  it.each([
    ["1", false, "1900-01-01"],
    ["59", false, "1900-02-28"],
    ["61", false, "1900-03-01"],
    ["45000", false, "2023-03-15"],
    ["43538", true, "2023-03-15"],
  ])("day %s, from 1904: %s, is %s", async (serial, from1904, day) => {
    const rows = `<row r="1"><c r="A1" t="str"><v>d</v></c></row><row r="2">${cell("A2", serial, ' s="1"')}</row>`;
    const { types, rows: found } = await read(partsOf({ s: rows }, [], from1904));
    expect([types, found]).toEqual([{ d: "DATE" }, [{ d: day }]]);
  });

  it("is the first, or the one that is named", async () => {
    const sheet = (value: string) =>
      `<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2">${cell("A2", value)}</row>`;
    const parts = partsOf({ 一月: sheet("1"), 二月: sheet("2") });
    expect((await read(parts)).rows).toEqual([{ a: "1" }]);
    expect((await read(parts, { xlsx: "c.xlsx", sheet: "二月" })).rows).toEqual([{ a: "2" }]);
    expect(told((await read(parts, { xlsx: "c.xlsx", sheet: "二" })).problems)).toEqual([
      {
        code: "sheet-missing",
        values: { sheet: "二", path: "c.xlsx", nearest: expect.any(String) },
      },
    ]);
  });

  it("refuses error cells, and names the first", async () => {
    const rows = `<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2">${cell("A2", "#N/A", ' t="e"')}</row><row r="3">${cell("A3", "#DIV/0!", ' t="e"')}</row>`;
    expect(told((await read(partsOf({ 客户: rows }))).problems)).toEqual([
      {
        code: "error-cells",
        values: { path: "c.xlsx", sheet: "客户", cell: "A2", value: "#N/A", count: 2 },
      },
    ]);
  });

  it("names the row of the sheet that has a fault, empty rows or not", async () => {
    const rows =
      `<row r="1"><c r="A1" t="str"><v>c</v></c><c r="B1" t="str"><v>d</v></c><c r="C1" t="str"><v>a</v></c></row>` +
      `<row r="2"><c r="A2" t="str"><v>x</v></c>${cell("B2", "46024", ' s="1"')}${cell("C2", "1")}</row>` +
      `<row r="7"><c r="A7" t="str"><v>x</v></c>${cell("B7", "46024", ' s="1"')}<c r="C7" t="str"><v>much</v></c></row>`;
    const { openSession } = await import("../../../packages/core/src/host/session.ts");
    const project =
      "clientele: 1\nname: X\nsources:\n  transactions: { from: c.xlsx, customer: c, time: d, amount: a }\n";
    const folder = folderWith({ "c.xlsx": zipOf(partsOf({ s: rows })), "clientele.yaml": project });
    const session = await openSession(
      { project: folder, allowRead: [] },
      () => new Date("2026-11-21"),
    );
    const { signal } = new AbortController();
    const ran = await session.run({}, { signal, progress: () => {} });
    await session.close();
    if (ran.ok) throw new Error("a text is no amount");
    expect(ran.errors.map(({ code, range }) => [code, range.start.line + 1])).toContainEqual([
      "bad-cells",
      7,
    ]);
  });

  it("refuses archives that are none, lie about their sizes, unpack to too much, or define entities", async () => {
    const good = partsOf({ s: `<row r="1"><c r="A1" t="str"><v>a</v></c></row>` });
    const reasonOf = async (content: Uint8Array) => {
      const { problems } = await imported(folderWith({ "c.xlsx": content }), "c.xlsx");
      return problems.map(({ code, values }) =>
        "reason" in values ? `${code}: ${values.reason}` : code,
      );
    };
    expect(await reasonOf(Buffer.from("PK\x03\x04 no archive"))).toEqual([
      "data-unreadable: it is not an xlsx workbook",
    ]);
    expect(await reasonOf(zipOf(good, { "xl/sharedStrings.xml": 300_000_000 }))).toEqual([
      "data-unreadable: xl/sharedStrings.xml unpacks to more than 256 MB",
    ]);
    const bomb = {
      ...good,
      "xl/worksheets/s0.xml": `<worksheet>${" ".repeat(5_000_000)}</worksheet>`,
    };
    expect(await reasonOf(zipOf(bomb, { "xl/worksheets/s0.xml": 1000 }))).toEqual([
      "data-unreadable: xl/worksheets/s0.xml is damaged",
    ]);
    const laughs = {
      ...good,
      "xl/workbook.xml": `<!DOCTYPE w [<!ENTITY a "aaaa">]>${good["xl/workbook.xml"]}`,
    };
    expect(await reasonOf(zipOf(laughs))).toEqual(["data-unreadable: xl/workbook.xml is damaged"]);
  });
});
