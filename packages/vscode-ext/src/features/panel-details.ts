import { EventEmitter, env, type Disposable } from "vscode";
import {
  mask,
  membersView,
  modelCardsView,
  personaBlocks,
  type Block,
} from "@clientele/core/views";
import {
  ownerOf,
  type Cards,
  type Histogram,
  type ProjectInfo,
  type WhatIf,
} from "@clientele/core/host";
import type { Session } from "../client/session.ts";
import type { MembersTable, PreviewState } from "../preview/messages.ts";
import { comparison } from "./counts.ts";
import { memberCard } from "./member-card.ts";

/** Nobody's personal data are shown here: whoever may see them asks where roles are known. */
const rights = { pii: [] } as const;
const viewer = ownerOf("editor");
const firstPage = 10;
/** Moves that an example is looked for. */
const mostExamples = 8;

export type Look = {
  readonly session: Session;
  readonly segmentation: string | undefined;
  readonly segment: string | undefined;
};

/** What the panel asks besides counts, kept until it no longer holds: a newer question cancels an older one. */
export class PanelDetails implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #look: Look | undefined;
  #run: string | undefined;
  #project: ProjectInfo | undefined;
  #whatIf: WhatIf | undefined;
  #asking: AbortController | undefined;
  #persona: PreviewState["persona"] = null;
  #members: MembersTable | null = null;
  #card: PreviewState["card"] = null;
  #cards: Cards | undefined;
  #distributions = new Map<string, Histogram | null>();
  #sort = { by: "monetary", descending: true };
  #limit = firstPage;

  get whatIf(): WhatIf | undefined {
    return this.#whatIf?.segmentation === this.#look?.segmentation ? this.#whatIf : undefined;
  }
  get persona(): PreviewState["persona"] {
    return this.#persona;
  }
  get members(): MembersTable | null {
    return this.#members;
  }
  get card(): PreviewState["card"] {
    return this.#card;
  }
  get cards(): Cards | undefined {
    return this.#cards;
  }
  get project(): ProjectInfo | undefined {
    return this.#project;
  }
  get distributions(): readonly Histogram[] {
    return [...this.#distributions.values()].filter((d) => d !== null);
  }

  /** The blocks of the cards that the chosen segmentation, or all, learned. */
  cardBlocks(): readonly Block[] {
    if (this.#cards === undefined || this.#cards.cards.length === 0) return [];
    return modelCardsView(this.#cards, { locale: env.language, today: today() }).blocks;
  }

  /** Looks at another segmentation or segment, or again after a count. */
  show(look: Look | undefined): void {
    const before = this.#look;
    const sameSession = before?.session === look?.session;
    const same = sameSession && before?.segmentation === look?.segmentation;
    this.#look = look;
    if (!sameSession) this.#forgetRun();
    if (!same) this.#whatIf = undefined;
    if (!same || before?.segment !== look?.segment) {
      this.#card = null;
      this.#limit = firstPage;
      void this.#readSegment();
    }
  }

  /** The counts are of a new text or run. */
  counted(): void {
    const look = this.#look;
    const run = look?.session.counts.state.result?.base?.run;
    if (run !== this.#run) {
      this.#forgetRun();
      this.#run = run;
      void this.#readRun();
      void this.#readSegment();
    }
    void this.#readWhatIf();
  }

  /** Work on an older text is of no use any more. */
  cancel(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async distribution(metric: string): Promise<void> {
    if (this.#look === undefined || this.#run === undefined || this.#distributions.has(metric))
      return;
    this.#distributions.set(metric, null);
    const answer = await this.#look.session.engine.ask("distribution", {
      viewer,
      metric,
      bins: 60,
    });
    if (answer.ok) this.#distributions.set(metric, answer.value);
    this.#changed.fire();
  }

  async sort(by: string, descending: boolean): Promise<void> {
    this.#sort = { by, descending };
    await this.#readMembers();
  }

  async more(): Promise<void> {
    this.#limit = Math.min(this.#limit * 5, 500);
    await this.#readMembers();
  }

  async toggleCard(customer: string): Promise<void> {
    const look = this.#look;
    const shown = this.#card?.customer === customer;
    const answer = shown
      ? undefined
      : await look?.session.engine.ask("explain", { viewer, customer });
    if (this.#look !== look) return;
    const view =
      answer?.ok === true && this.#project !== undefined
        ? memberCard(answer.value, this.#project, env.language, look?.segmentation)
        : undefined;
    this.#card = view === undefined ? null : { customer, view: mask(view, rights) };
    this.#changed.fire();
  }

  /** Members of the segment as a table, more than are shown. @param limit at most 10,000 */
  async membersFor(limit: number): Promise<MembersTable | undefined> {
    const look = this.#look;
    const project = this.#project;
    if (look?.segmentation === undefined || look.segment === undefined || project === undefined)
      return undefined;
    const { segmentation, segment } = look;
    const answer = await look.session.engine.ask("members", {
      viewer,
      segment: { segmentation, segment },
      sort: this.#sort.by,
      descending: this.#sort.descending,
      limit,
    });
    if (!answer.ok) return { segment, total: 0, columns: [], rows: [], ...this.#sort };
    const metrics = project.metrics.filter((m) => m.kind === "metric").map((m) => m.id);
    const shown = [...new Set([...standing, this.#sort.by])].filter((id) => metrics.includes(id));
    const options = { locale: env.language, today: today(), metrics: shown };
    const table = mask(membersView(answer.value, project, options), rights).blocks.find(
      (block) => block.kind === "table",
    );
    const { rows, total } = answer.value;
    return {
      segment,
      total,
      columns: (table?.columns ?? []).map((column) => ({
        ...column,
        sort: sortOf(column.id, project),
      })),
      rows: rows.map((row, i) => ({ customer: row.id, cells: table?.rows[i] ?? [] })),
      ...this.#sort,
    };
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  #forgetRun(): void {
    this.cancel();
    this.#run = undefined;
    this.#project = undefined;
    this.#whatIf = undefined;
    this.#persona = null;
    this.#members = null;
    this.#card = null;
    this.#cards = undefined;
    this.#distributions = new Map();
  }

  async #readRun(): Promise<void> {
    const look = this.#look;
    if (look === undefined || this.#run === undefined) return;
    const answer = await look.session.engine.ask("cards", {});
    if (this.#look?.session !== look.session || !answer.ok) return;
    this.#cards = answer.value;
    this.#changed.fire();
  }

  async #readWhatIf(): Promise<void> {
    const look = this.#look;
    if (look?.segmentation === undefined) return;
    const { segmentation, session } = look;
    const result = session.counts.state.result;
    const counted = result?.segmentations.find((s) => s.id === segmentation);
    const { stale, stopped } = session.counts.state;
    if (counted === undefined || stale || stopped) return;
    const moves = counted.moves
      .toSorted((a, b) => b.customers - a.customers)
      .slice(0, mostExamples)
      .map(({ from, to, customers }) => ({ from, to, customers }));
    if (moves.length === 0 && counted.assign === "first" && counted.kind !== "rfm") {
      this.#whatIf = undefined;
      return;
    }
    this.cancel();
    const asking = new AbortController();
    this.#asking = asking;
    const overlay = session.counts.texts();
    const { signal } = asking;
    const params = { overlay, segmentation, moves, ...comparison(session.counts.against) };
    const answer = await session.engine.ask("whatIf", params, { signal });
    if (signal.aborted || !answer.ok || this.#look?.segmentation !== segmentation) return;
    this.#project ??= await this.#readProject(session);
    this.#whatIf = answer.value;
    this.#changed.fire();
  }

  /** The project as it is by the run that answers. */
  async #readProject(session: Session): Promise<ProjectInfo | undefined> {
    const answer = await session.engine.ask("describe", {});
    return answer.ok ? answer.value : undefined;
  }

  async #readSegment(): Promise<void> {
    const look = this.#look;
    this.#persona = null;
    this.#members = null;
    if (look?.segmentation === undefined || look.segment === undefined || this.#run === undefined)
      return;
    const { session, segmentation, segment } = look;
    this.#project ??= await this.#readProject(session);
    await this.#readMembers();
    const answer = await session.engine.ask("persona", { viewer, segmentation, segment });
    if (this.#look !== look || this.#project === undefined) return;
    if (answer.ok)
      this.#persona = {
        segment,
        blocks: personaBlocks(answer.value, this.#project, { locale: env.language, most: 3 }),
      };
    this.#changed.fire();
  }

  async #readMembers(): Promise<void> {
    const look = this.#look;
    const found = await this.membersFor(this.#limit);
    if (this.#look !== look) return;
    this.#members = found ?? null;
    this.#changed.fire();
  }
}

/** Metrics that members are always shown with. */
const standing = ["monetary", "recency", "frequency"];

const sortOf = (column: string, project: ProjectInfo): string | null => {
  if (column === "customer") return "label";
  if (column === "id") return "id";
  return project.metrics.some((m) => m.id === column) ? column : null;
};

const today = (): string => new Date().toISOString();
