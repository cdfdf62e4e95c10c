/** The syntax with which SPSS (and PSPP) reads an exported file: types, labels, meanings of values, missing values. */
import { cutText, type Variable } from "./variable.ts";

/** Limits of SPSS, in bytes. */
const [labelBytes, valueLabelBytes] = [255, 120] as const;

/**
 * The script, in UTF-8.
 *
 * @param file the exported file's name, beside the script
 * @example spssScript([{ name: "id", label: "Id", type: { kind: "text", bytes: 5 }, values: [] }], "f.csv")
 */
export function spssScript(variables: readonly Variable[], file: string): string {
  const labels = variables.map(({ name, label }) => `  ${name} ${quoted(label, labelBytes)}`);
  const meanings = variables
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => {
      const lines = values.map(
        ({ value, label }) => `\n    ${quoted(value, 255)} ${quoted(label, valueLabelBytes)}`,
      );
      return `  /${name}${lines.join("")}`;
    });
  const flags = variables.filter(({ type }) => type.kind === "flag").map(({ name }) => name);
  const texts = variables.filter(({ type }) => type.kind === "text").map(({ name }) => name);
  const numbers = [0, 4].flatMap((decimals) => {
    const own = variables.filter(
      ({ type }) => type.kind === "number" && type.decimals === decimals,
    );
    return own.length === 0
      ? []
      : [`FORMATS ${own.map(({ name }) => name).join(" ")} (F20.${decimals}).`];
  });
  return [
    "* Encoding: UTF-8.",
    `* Reads ${cutText(file, 200)}. Set the folder with CD before, or write the whole path below.`,
    "SET DECIMAL=DOT.",
    "GET DATA",
    "  /TYPE=TXT",
    `  /FILE=${quoted(file, 1000)}`,
    "  /ENCODING='UTF8'",
    "  /ARRANGEMENT=DELIMITED",
    "  /DELIMITERS=','",
    `  /QUALIFIER='"'`,
    "  /FIRSTCASE=2",
    "  /VARIABLES=",
    ...variables.map(({ name, type }) => `    ${name} ${formatOf(type)}`),
    "  .",
    ...numbers,
    "VARIABLE LABELS",
    `${labels.join("\n")}.`,
    ...(meanings.length === 0 ? [] : ["VALUE LABELS", `${meanings.join("\n")}.`]),
    ...(flags.length === 0
      ? []
      : [
          `VALUE LABELS ${flags.join(" ")} 0 'no' 1 'yes'.`,
          `VARIABLE LEVEL ${flags.join(" ")} (NOMINAL).`,
        ]),
    ...(texts.length === 0 ? [] : [`MISSING VALUES ${texts.join(" ")} (' ').`]),
    "EXECUTE.",
    "",
  ].join("\n");
}

const quoted = (text: string, bytes: number): string =>
  `'${cutText(text, bytes).replaceAll("'", "''")}'`;

function formatOf(type: Variable["type"]): string {
  switch (type.kind) {
    case "text":
      return `A${type.bytes}`;
    case "number":
      return "F20.0";
    case "date":
      return "SDATE10";
    case "flag":
      return "F1.0";
  }
}
