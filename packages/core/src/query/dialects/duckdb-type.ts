import type { SimpleSqlType, SqlType } from "../sql-type.ts";

const simpleTypes: Readonly<Record<SimpleSqlType, string>> = {
  boolean: "boolean",
  integer: "integer",
  bigint: "bigint",
  hugeint: "hugeint",
  double: "double",
  varchar: "varchar",
  date: "date",
  timestamp: "timestamp",
  timestamptz: "timestamp with time zone",
};

/** @example duckdbType({ kind: "decimal", precision: 18, scale: 2 }) // => "decimal(18, 2)" */
export function duckdbType(type: SqlType): string {
  if (typeof type === "string") return simpleTypes[type];
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "list":
      return `${duckdbType(type.of)}[]`;
  }
}
