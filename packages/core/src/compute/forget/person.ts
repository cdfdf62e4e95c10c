/** Whom somebody asks to forget: every id, and every text that tells who it is, in all snapshots. */
import { attributeColumn, idColumn, labelColumn } from "../../domain/columns.ts";
import type { Model } from "../../language/model/model.ts";
import {
  as,
  cast,
  col,
  countAll,
  inList,
  isNotNull,
  not,
  and,
  or,
  eq,
  select,
  text,
} from "../../query/index.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { chooseRun, closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import { listRuns } from "../snapshot/store.ts";

export type Person = {
  /** The id that counts, then those that were merged into it. */
  readonly ids: readonly string[];
  /** Names, numbers and addresses that are this customer's alone, longest first; no ids. */
  readonly words: readonly string[];
  /** Runs that know the customer, the newest first, with their rows. */
  readonly runs: readonly { readonly run: string; readonly rows: number }[];
};

/** Runs, the one that answers first: names are looked up there before elsewhere. */
function runsOf(project: Project): readonly string[] {
  const chosen = chooseRun(project);
  const first = chosen.ok && chosen.value !== undefined ? [chosen.value.run] : [];
  return [...first, ...listRuns(project).filter((run) => !first.includes(run))];
}

/**
 * Finds the customer in every snapshot.
 *
 * @param asked an id, an old id or a whole name
 * @returns `unknown-customer` where no snapshot has one, `several-customers` where a name has several
 */
export async function findPerson(
  lane: Lane,
  project: Project,
  asked: string,
  options: QueryOptions,
): Promise<Result<Person, Problem>> {
  const place = { file: "(question)", range: fileStart };
  const ids = new Set<string>();
  const words = new Set<string>();
  const runs: { readonly run: string; readonly rows: number }[] = [];
  const all = runsOf(project);
  for (const run of all) {
    const found = await inRun(lane, project, run, async (base) => {
      const own = ids.size > 0 ? [...ids] : await idsCalled(lane, base, asked, options);
      if (own.length > 1 && ids.size === 0) return { several: own.length };
      return { several: 0, ...(await traces(lane, base, own, options)) };
    });
    if (!found.ok) return found;
    if (found.value.several > 1)
      return err(
        problem("several-customers", { customer: asked, count: found.value.several }, place),
      );
    if (!("ids" in found.value)) continue;
    for (const id of found.value.ids) ids.add(id);
    for (const word of found.value.words) words.add(word);
    if (found.value.rows > 0) runs.push({ run, rows: found.value.rows });
  }
  if (ids.size === 0) return err(problem("unknown-customer", { customer: asked }, place));
  return ok({
    ids: [...ids],
    words: [...words].filter((word) => !ids.has(word)).toSorted((a, b) => b.length - a.length),
    runs,
  });
}

async function inRun<T>(
  lane: Lane,
  project: Project,
  run: string,
  use: (base: Base) => Promise<T>,
): Promise<Result<T, Problem>> {
  const base = await openBase(lane, project, run, false);
  if (!base.ok) return base;
  try {
    return ok(await use(base.value));
  } finally {
    await closeBase(lane, base.value);
  }
}

/** Ids of customers who are called so: by their id, an old one, or their whole name. */
async function idsCalled(
  lane: Lane,
  { customers, identities }: Base,
  asked: string,
  options: QueryOptions,
): Promise<readonly string[]> {
  const ids = async (column: string): Promise<readonly string[]> =>
    (
      await lane.rows(
        select({
          columns: { id: col(idColumn) },
          from: customers,
          where: eq(col(column), text(asked)),
        }),
        options,
      )
    ).map((row) => sureText(row["id"]));
  const own = await ids(idColumn);
  if (own.length > 0) return own;
  if (identities !== null) {
    const main = await lane.rows(
      select({
        columns: { id: col("customer") },
        from: identities,
        where: eq(col("alias"), text(asked)),
      }),
      options,
    );
    if (main.length > 0) return main.map((row) => sureText(row["id"]));
  }
  return ids(labelColumn);
}

/** Columns whose cells tell who somebody is. */
const tellingColumns = ({ customers }: Model): readonly string[] =>
  customers === null
    ? []
    : [
        labelColumn,
        ...customers.attributes
          .filter((a) => a.pii !== null || customers.aliases.includes(a.name))
          .map((a) => attributeColumn(a.name)),
      ];

/** Shorter texts are found in anything. */
const shortestWord = 3;

async function traces(
  lane: Lane,
  { customers, identities, model, columns }: Base,
  ids: readonly string[],
  options: QueryOptions,
): Promise<{
  readonly ids: readonly string[];
  readonly words: readonly string[];
  readonly rows: number;
}> {
  if (ids.length === 0) return { ids, words: [], rows: 0 };
  const list = ids.map((id) => text(id));
  const aliases =
    identities === null
      ? []
      : (
          await lane.rows(
            select({
              columns: ["alias", "customer"],
              from: identities,
              where: or(inList(col("customer"), list), inList(col("alias"), list)),
            }),
            options,
          )
        ).flatMap((row) => [sureText(row["alias"]), sureText(row["customer"])]);
  const telling = tellingColumns(model).filter((column) => columns.has(column));
  const own = inList(col(idColumn), list);
  const rows = await lane.rows(
    select({
      columns: [
        as("id", col(idColumn)),
        ...telling.map((c, i) => as(`v${i}`, cast(col(c), "varchar"))),
      ],
      from: customers,
      where: own,
    }),
    options,
  );
  const words: string[] = [];
  for (const row of rows)
    for (const [i, column] of telling.entries()) {
      const word = textOf(row[`v${i}`])?.trim() ?? "";
      if (word.length < shortestWord || words.includes(word)) continue;
      const others = await lane.one(
        select({
          columns: { n: countAll() },
          from: customers,
          where: and(
            not(own),
            isNotNull(col(column)),
            eq(cast(col(column), "varchar"), text(word)),
          ),
        }),
        options,
      );
      // What several are called is not this customer's.
      if (Number(others["n"]) === 0) words.push(word);
    }
  return { ids: [...new Set([...ids, ...aliases])], words, rows: rows.length };
}
