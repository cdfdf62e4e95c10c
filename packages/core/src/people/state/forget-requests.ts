/** Takes a customer's name out of publish requests: what people wrote, the figures, and the texts that were asked for. */
import type { Kysely } from "kysely";
import { packTexts, unpackTexts } from "./packed-texts.ts";
import type { Tables } from "./tables.ts";

type Named = {
  readonly id: number;
  readonly title: string;
  readonly why: string;
  readonly figures: string | null;
  readonly trouble: string | null;
  readonly decided_why: string | null;
  readonly files: string;
};

const fields = ["title", "why", "figures", "trouble", "decided_why"] as const;

/** Requests that name somebody, as they are without. */
export async function namingRequests(
  db: Kysely<Tables>,
  scrub: (text: string) => string,
): Promise<readonly Named[]> {
  const rows = await db
    .selectFrom("publish_request")
    .select(["id", ...fields, "files"])
    .execute();
  return rows.flatMap((row): readonly Named[] => {
    const texts = unpackTexts(row.files);
    const left = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, scrub(text)] as const),
    );
    const named = Object.entries(left).some(([path, text]) => text !== texts[path]);
    const scrubbed: Named = {
      id: row.id,
      title: scrub(row.title),
      why: scrub(row.why),
      figures: row.figures === null ? null : scrub(row.figures),
      trouble: row.trouble === null ? null : scrub(row.trouble),
      decided_why: row.decided_why === null ? null : scrub(row.decided_why),
      files: named ? packTexts(left) : row.files,
    };
    return named || fields.some((field) => scrubbed[field] !== row[field]) ? [scrubbed] : [];
  });
}

/** Open requests whose texts are others then are refused by their hash, and can be asked again. */
export async function scrubRequests(
  db: Kysely<Tables>,
  scrub: (text: string) => string,
): Promise<void> {
  for (const { id, ...values } of await namingRequests(db, scrub))
    await db.updateTable("publish_request").set(values).where("id", "=", id).execute();
}
