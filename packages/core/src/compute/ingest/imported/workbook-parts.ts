/** What a workbook says besides its cells: sheets, shared texts, which formats are dates. */
import type { Archive } from "./zip-entries.ts";
import { WorkbookError } from "./zip-entries.ts";
import { xmlEvents } from "./xml-events.ts";

export type Sheet = { readonly name: string; readonly path: string };

/** The sheets in their order, hidden ones last, and whether days count from 1904. */
export async function sheetsOf(
  archive: Archive,
): Promise<{ readonly sheets: readonly Sheet[]; readonly from1904: boolean }> {
  const targets = new Map<string, string>();
  const relations = "xl/_rels/workbook.xml.rels";
  for await (const events of xmlEvents(archive.text(relations, true), relations))
    for (const event of events)
      if (event.kind === "open" && event.name === "Relationship")
        targets.set(event.attributes["Id"] ?? "", event.attributes["Target"] ?? "");
  const sheets: (Sheet & { readonly hidden: boolean })[] = [];
  let from1904 = false;
  for await (const events of xmlEvents(archive.text("xl/workbook.xml", true), "xl/workbook.xml"))
    for (const event of events) {
      if (event.kind !== "open") continue;
      const { name, attributes } = event;
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
      if (name !== "sheet") continue;
      const target = targets.get(attributes["r:id"] ?? "") ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      const hidden = (attributes["state"] ?? "visible") !== "visible";
      sheets.push({ name: attributes["name"] ?? "", path, hidden });
    }
  if (sheets.length === 0) throw new WorkbookError("it has no sheet");
  return { sheets: sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)), from1904 };
}

/** Texts that cells refer to by number, without the readings that Japanese texts carry. */
export async function sharedTexts(archive: Archive): Promise<readonly string[]> {
  const path = "xl/sharedStrings.xml";
  if (!archive.has(path)) return [];
  const texts: string[] = [];
  let text = "";
  let inText = false;
  let reading = 0;
  for await (const events of xmlEvents(archive.text(path, true), path))
    for (const event of events) {
      if (event.kind === "text") {
        if (inText) text += event.text;
      } else if (event.kind === "open") {
        if (event.name === "si") text = "";
        if (event.name === "rPh") reading += 1;
        if (event.name === "t") inText = reading === 0;
      } else {
        if (event.name === "t") inText = false;
        if (event.name === "rPh") reading -= 1;
        if (event.name === "si") texts.push(text);
      }
    }
  return texts;
}

/** Formats of the standard that are dates or times, by number; 27–36 and 50–58 are those of East Asian locales. */
const isDateNumber = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/** For each style of a cell, whether its numbers are dates or times. */
export async function dateStyles(archive: Archive): Promise<readonly boolean[]> {
  const path = "xl/styles.xml";
  if (!archive.has(path)) return [];
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  for await (const events of xmlEvents(archive.text(path, true), path))
    for (const event of events) {
      if (event.kind === "close" && event.name === "cellXfs") inCells = false;
      if (event.kind !== "open") continue;
      const { name, attributes } = event;
      if (name === "numFmt")
        own.set(Number(attributes["numFmtId"]), isDateFormat(attributes["formatCode"] ?? ""));
      if (name === "cellXfs") inCells = true;
      if (name === "xf" && inCells) {
        const id = Number(attributes["numFmtId"] ?? 0);
        styles.push(own.get(id) ?? isDateNumber(id));
      }
    }
  return styles;
}

/**
 * Whether a format shows a date or a time: letters of one outside of quotes, brackets and escapes.
 *
 * @example isDateFormat('yyyy"年"m"月"') // => true
 */
const isDateFormat = (code: string): boolean =>
  /[dmyhs年月日]/i.test(
    code
      .replaceAll(/"[^"]*"|\\.|_./g, "")
      .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
      .replaceAll(/general|e[+-]/gi, ""),
  );

/**
 * A number of days as a date or a local time. Excel's first day is 1900-01-01 and it believes in a 29 February of that year.
 *
 * @example dateOfSerial(45_000.5, false) // => "2023-03-15 12:00:00"
 */
export function dateOfSerial(serial: number, from1904: boolean): string {
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const milliseconds = Math.round((days - 25_569) * 86_400_000);
  const date = new Date(Math.round(milliseconds / 1000) * 1000);
  if (Number.isNaN(date.getTime())) return String(serial);
  const text = date.toISOString();
  if (serial >= 0 && serial < 1) return text.slice(11, 19);
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19).replace("T", " ");
}
