/** The program with which SAS reads an exported file: lengths, informats, labels, formats of values. */
import { cutText, type Variable } from "./variable.ts";

const labelBytes = 256;

/**
 * The program, in UTF-8; SAS must run with `ENCODING=UTF-8`.
 *
 * @param file the exported file's name, beside the program
 * @example sasScript([{ name: "id", label: "Id", type: { kind: "text", bytes: 5 }, values: [] }], "f.csv")
 */
export function sasScript(variables: readonly Variable[], file: string): string {
  const coded = variables.filter(({ values }) => values.length > 0);
  const formats = new Map(coded.map(({ name }, i) => [name, `$seg${i + 1}f`] as const));
  const flags = variables.filter(({ type }) => type.kind === "flag");
  const dates = variables.filter(({ type }) => type.kind === "date").map(({ name }) => name);
  const lines = [
    "/* UTF-8. Run SAS with -encoding utf-8, in the folder of the file, or write the whole path below. */",
    ...(formats.size + flags.length === 0
      ? []
      : [
          "proc format;",
          ...coded.map(({ name, values }) => {
            const meanings = values.map(
              ({ value, label }) => `    ${quoted(value)} = ${quoted(label)}`,
            );
            return `  value ${formats.get(name)}\n${meanings.join("\n")};`;
          }),
          ...(flags.length === 0 ? [] : ["  value yesnof 0 = 'no' 1 = 'yes';"]),
          "run;",
        ]),
    "data work.customers;",
    `  infile ${quoted(file)} dsd dlm=',' firstobs=2 lrecl=1048576 encoding='utf-8' termstr=lf truncover;`,
    "  length",
    ...variables.map(
      ({ name, type }) => `    ${name} ${type.kind === "text" ? `$${type.bytes}` : "8"}`,
    ),
    "  ;",
    ...(dates.length === 0
      ? []
      : [`  informat ${dates.join(" ")} yymmdd10.;`, `  format ${dates.join(" ")} yymmdd10.;`]),
    ...variables.flatMap(({ name, type }) =>
      type.kind === "number"
        ? [`  format ${name} ${type.decimals === 0 ? "best12." : `20.${type.decimals}`};`]
        : [],
    ),
    ...[...formats].map(([name, format]) => `  format ${name} ${format}.;`),
    ...flags.map(({ name }) => `  format ${name} yesnof.;`),
    "  label",
    ...variables.map(({ name, label }) => `    ${name} = ${quoted(label)}`),
    "  ;",
    "  input",
    ...variables.map(({ name, type }) => `    ${name}${type.kind === "text" ? " $" : ""}`),
    "  ;",
    "run;",
    "",
  ];
  return lines.join("\n");
}

const quoted = (text: string): string => `'${cutText(text, labelBytes).replaceAll("'", "''")}'`;
