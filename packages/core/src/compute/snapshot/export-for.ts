/** Writes the customers of a run for SPSS or SAS: a file of values, and the script that reads it. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import {
  aggregate,
  as,
  asc,
  call,
  cast,
  col,
  countAll,
  eq,
  max,
  select,
  text,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import {
  consentColumn,
  idColumn,
  labelColumn,
  ownerColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { sasScript } from "../../domain/statistics-package/sas-script.ts";
import { spssScript } from "../../domain/statistics-package/spss-script.ts";
import {
  packageNames,
  type StatisticsPackage,
  type Variable,
} from "../../domain/statistics-package/variable.ts";
import { textFor } from "../../language/config/text.ts";
import { consentsOf } from "../../language/model/model.ts";
import type { Lane } from "../engine/engine.ts";
import { allowedRows, exportedValues } from "./export-filter.ts";
import { writeExport, type ExportOptions } from "./export.ts";
import type { Base } from "./open-base.ts";

type Column = Omit<Variable, "name" | "type"> & {
  readonly id: string;
  readonly value: Scalar;
  readonly kind: Variable["type"]["kind"];
};

/** Texts of SPSS are at most this long, in bytes. */
const longestText = 32_767;

/**
 * Exports the run that answers as a CSV file and a script beside it. Segments of a segmentation that assigns all are a column
 * each, 1 or 0; line breaks in texts are blanks, because SPSS reads none.
 *
 * @param locale of labels
 * @returns how many rows were written, and the script's path
 */
export async function exportFor(
  lane: Lane,
  base: Base,
  target: StatisticsPackage,
  locale: string,
  options: ExportOptions,
): Promise<{ readonly rows: number; readonly script: string }> {
  const columns = columnsOf(base, locale, options);
  const names = packageNames(columns.map(({ id }) => id));
  const where = allowedRows(options.consent, options.purpose);
  const called = options.pseudonyms ?? ((id: Scalar) => id);
  const query: Query = select({
    columns: columns.map(({ value, kind }, i) =>
      as(names[i] ?? "", readable(i === 0 ? called(value) : value, kind)),
    ),
    from: base.customers,
    where,
    orderBy: [asc(called(col(idColumn)))],
  });
  const seen = await lane.one(
    select({
      columns: [
        as("rows", countAll()),
        ...columns.flatMap(({ kind }, i) => {
          const value = col(names[i] ?? "");
          if (kind === "text") return as(`bytes_${i}`, max(call("octet_length", value)));
          const whole = eq(value, call("round", value));
          return kind === "number" ? as(`whole_${i}`, aggregate("bool_and", [whole])) : [];
        }),
      ],
      from: query,
    }),
    options,
  );
  const variables = columns.map((column, i): Variable => {
    const { label, values, kind } = column;
    const size = Math.min(longestText, Math.max(1, Number(seen[`bytes_${i}`] ?? 1)));
    const type = ((): Variable["type"] => {
      if (kind === "text") return { kind, bytes: size };
      return kind === "number"
        ? { kind, decimals: seen[`whole_${i}`] === false ? 4 : 0 }
        : { kind };
    })();
    return { name: names[i] ?? "", label, type, values };
  });
  const rows = await writeExport(lane, query, options);
  const script = options.to.replace(/\.csv$/, target === "spss" ? ".sps" : ".sas");
  const told = (target === "spss" ? spssScript : sasScript)(variables, basename(options.to));
  const aside = `${script}.${process.pid}`;
  try {
    writeFileSync(aside, told);
    renameSync(aside, script);
  } finally {
    rmSync(aside, { force: true });
  }
  return { rows, script };
}

function columnsOf(
  { model }: Base,
  locale: string,
  { personal, pseudonyms }: Pick<ExportOptions, "personal" | "pseudonyms">,
): readonly Column[] {
  const plain = (id: string, value: Scalar, kind: Column["kind"], label: string): Column => ({
    id,
    value,
    kind,
    label,
    values: [],
  });
  return [
    plain("id", col(idColumn), "text", "id"),
    ...(personal
      ? [
          plain("label", col(labelColumn), "text", "label"),
          plain("owner", col(ownerColumn), "text", "owner"),
        ]
      : []),
    ...exportedValues(model, { personal, pseudonyms: pseudonyms !== undefined }).map((v) =>
      plain(v.id, col(v.column), v.type === "boolean" ? "flag" : v.type, textFor(v.title, locale)),
    ),
    ...consentsOf(model).map((name) =>
      plain(`consent_${name}`, col(consentColumn(name)), "flag", `consent: ${name}`),
    ),
    ...model.segmentations.flatMap((s): readonly Column[] => {
      const title = textFor(s.title, locale);
      const segments =
        s.kind === "rfm" && s.others !== null ? [...s.segments, s.others] : s.segments;
      if (s.assign === "all")
        return s.segments.map((x) =>
          plain(
            `${s.name}_${x.id}`,
            col(segmentColumn(s.name, x.id)),
            "flag",
            `${title}: ${textFor(x.title, locale)}`,
          ),
        );
      const values = segments.map((x) => ({ value: x.id, label: textFor(x.title, locale) }));
      return [
        { ...plain(`segment_${s.name}`, col(segmentationColumn(s.name)), "text", title), values },
      ];
    }),
  ];
}

/** A value as both packages read it from a text file. */
function readable(value: Scalar, kind: Column["kind"]): Scalar {
  switch (kind) {
    case "flag":
      return cast(value, "integer");
    case "date":
      return cast(value, "date");
    case "number":
      return value;
    case "text":
      return ["\r", "\n"].reduce(
        (left, sign) => call("replace", left, text(sign), text(" ")),
        cast(value, "varchar"),
      );
  }
}
