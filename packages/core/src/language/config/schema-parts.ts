/** Parts of the shapes of configuration files that several of them share. */
import * as z from "zod";

/** A name or id: letters, digits and `_`, in any script, not starting with a digit. */
export const Id = z
  .string()
  .normalize("NFC")
  .regex(/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u, { error: "an id" })
  .describe("A name: letters, digits and _, not starting with a digit");

export const LocalisedText = z
  .union([z.string(), z.record(z.string(), z.string())], { error: "a text, or a map of languages" })
  .describe("A text, or a map from language to text");

/** A rule or a formula. YAML may have read it as a number or a boolean. */
export const expression = (what: string) =>
  z
    .union([z.string(), z.number(), z.boolean()], { error: "an expression" })
    .transform(String)
    .describe(what);

/** A Slack workspace by its id. */
export const Workspace = z.string().regex(/^T[A-Z0-9]{2,}$/, {
  error: "a workspace's id such as T024BE7LD",
});

const daysWords = "a number of days or weeks, such as 365 days; months and years differ in length";

/** A window of w days is (D − w, D] (METHODS), so that each has as many days as any other: no months, no years. */
export const Days = z
  .string({ error: daysWords })
  .regex(/^\s*0*[1-9]\d{0,4}\s+(days?|weeks?)\s*$/, { error: daysWords })
  .describe("A number of days or weeks, such as 365 days");

const File = z.string().min(1, { error: "a file" });
const tableOf = z
  .string()
  .min(1)
  .describe("A table or view; in PostgreSQL with its schema, crm.customers");

/** Where a table is: a file, or a part of a workbook or a database. */
export const From = z.union(
  [
    File,
    z.strictObject({
      sqlite: File.describe("A SQLite database, a file of the project"),
      table: tableOf,
    }),
    z.strictObject({
      postgres: z
        .string()
        .min(1)
        .describe("Where PostgreSQL is, such as ${CRM_URL}; a password never stands in a file"),
      table: tableOf,
    }),
    z.strictObject({
      xlsx: File.describe("A workbook, a file of the project"),
      sheet: z.string().min(1).optional().describe("A sheet; by default the first"),
    }),
  ],
  { error: "a file, or { sqlite, table }, { postgres, table } or { xlsx, sheet }" },
);

export type FromConfig = z.infer<typeof From>;

export const fromWords =
  "CSV, TSV, JSON lines, Parquet (gz too) or xlsx, may be a glob; or { xlsx, sheet }, { sqlite, table }, { postgres, table }";

export const Title = LocalisedText.optional().describe(
  "What people read: a text, or one for each language",
);

export const ColumnSchema = z.strictObject({
  title: Title,
  type: z
    .enum(["text", "number", "date", "boolean"])
    .optional()
    .describe("How the column is read; by default as it looks"),
  pii: z
    .enum(["name", "phone", "email", "address", "id_number", "birth_date", "other"])
    .optional()
    .describe("Personal data of this class: masked unless the viewer's role allows it"),
  sensitive: z.boolean().optional().describe("Shown only on request, such as age or health"),
  dimension: z
    .enum(["demographic", "geographic", "psychographic", "behavioural", "needs"])
    .optional()
    .describe("What the column tells of a customer: where personas speak of it"),
});

/** A column of customers: its numbers may be money, so that shares of them are shares. */
export const CustomerColumnSchema = ColumnSchema.extend({
  unit: z
    .enum(["money", "days", "share"])
    .optional()
    .describe("What a number is counted in: money of the project's currency, days, or a share"),
});

/** A column with a date or a time. */
export const time = (what: string) =>
  z
    .union(
      [
        expression("The column"),
        z.strictObject({
          value: expression("The column"),
          format: z.string().describe("strptime's notation, such as %d/%m/%Y"),
        }),
      ],
      { error: "a column, or { value, format }" },
    )
    .describe(what);

/** Keys of every kind of segmentation. */
export const segmentationCommon = {
  segmentation: Id.describe("Its name: letters, digits and _, not starting with a digit"),
  title: Title,
  unit: Id.describe(
    "What is assigned: customer, parent (the account above), root (the top of the tree) or a group of customers",
  ).optional(),
  among: expression("Who takes part; everybody else is in no segment").optional(),
};

/** The key of kinds that compare customers with each other. */
export const withinEach = expression(
  "A column of customers: those with the same value are ranked among themselves",
).optional();

export const kindWords = "How customers are assigned";
