/** Who gets a digest, and about whose customers. */
import { ownerColumn } from "../../domain/columns.ts";
import type { Recipient } from "../../host/protocol.ts";
import type { DigestModel } from "../../language/model/digest-model.ts";
import { asc, cast, col, isNotNull, select } from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";

/** Whether a name is that of a channel rather than of a person. @example isChannel("#sales") // => true */
const isChannel = (to: string): boolean => /^(#|C[A-Z0-9]{6,}$|G[A-Z0-9]{6,}$)/.test(to);

/** Owners by their names in the run, teams as the digest lists them; nobody where the digest has no audience. */
export async function recipientsOf(
  lane: Lane,
  base: Base,
  { audience }: Pick<DigestModel, "audience">,
  options: QueryOptions = {},
): Promise<readonly Recipient[]> {
  if (audience === null) return [];
  const all = { kind: "all" } as const;
  switch (audience.kind) {
    case "channel":
      return [{ kind: "channel", to: audience.channel, scope: all }];
    case "user":
      return [{ kind: "user", to: audience.user, scope: all }];
    case "teams":
      return Object.entries(audience.to).map(([value, to]) => ({
        kind: isChannel(to) ? "channel" : "user",
        to,
        scope: { kind: "team", by: audience.by, value },
      }));
    case "owners": {
      if (!base.columns.has(ownerColumn)) return [];
      const owner = cast(col(ownerColumn), "varchar");
      const rows = await lane.rows(
        select({
          columns: { owner },
          from: base.customers,
          where: isNotNull(owner),
          groupBy: [owner],
          orderBy: [asc(owner)],
        }),
        options,
      );
      return rows.map((row) => {
        const name = sureText(row["owner"]);
        return { kind: "user", to: name, scope: { kind: "owner", owner: name } };
      });
    }
  }
}
