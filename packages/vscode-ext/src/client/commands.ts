import { Range, Selection, ViewColumn, commands, window, workspace } from "vscode";
import type { Disposable, LogOutputChannel, Uri } from "vscode";
import type { Checks } from "../features/checks.ts";
import { explainCustomer } from "../features/commands/customers.ts";
import { isWanted, requestPublish } from "../features/commands/request-publish.ts";
import { resolveDispute } from "../features/commands/resolve-dispute.ts";
import { newSegmentation } from "../features/commands/new-segmentation.ts";
import { profileData } from "../features/commands/profile.ts";
import { compareWith } from "../features/commands/compare-with.ts";
import { compareRuns, publishRun } from "../features/commands/runs.ts";
import { openSample } from "../features/commands/sample.ts";
import type { PreviewPanel } from "../features/preview-panel.ts";
import type { Node } from "../features/project-tree.ts";
import type { ViewPages } from "../features/view-pages.ts";
import { documentInFront } from "./front.ts";
import { runProject } from "./run.ts";
import type { Session, Sessions } from "./session.ts";

export type CommandContext = {
  readonly programs: string;
  readonly output: LogOutputChannel;
  readonly sessions: Sessions;
  readonly panel: PreviewPanel;
  readonly checks: Checks;
  readonly pages: ViewPages;
  /** The session of a file's project, of the one in front, or of the only project; says why where there is none. */
  readonly sessionOf: (uri: Uri | undefined) => Promise<Session | undefined>;
};

/** Every command of the extension. Those about a project take the file that they are about, or a node of the tree. */
export function registerCommands(context: CommandContext): readonly Disposable[] {
  const { programs, output, sessions, panel, checks, pages, sessionOf } = context;
  const withSession =
    (work: (session: Session, node: Node | undefined, named: unknown) => Promise<void>) =>
    async (asked?: Uri | Node, named?: unknown): Promise<void> => {
      const node = asked !== undefined && "kind" in asked ? asked : undefined;
      const uri = asked !== undefined && !("kind" in asked) ? asked : undefined;
      const session = node === undefined ? await sessionOf(uri) : sessions.open(node.root);
      if (session !== undefined) await work(session, node, named);
    };
  const runOf = (node: Node | undefined) => (node?.kind === "run" ? node.run : undefined);
  return Object.entries({
    "clientele.preview": async (uri?: Uri, segmentation?: string, segment?: string) => {
      const named = uri === undefined ? undefined : await workspace.openTextDocument(uri);
      panel.show(named ?? documentInFront(), segmentation, segment);
    },
    "clientele.showSegment": async (
      uri: Uri,
      segmentation: string,
      segment: string,
      at: { readonly line: number; readonly character: number },
    ) => {
      const position = new Range(at.line, at.character, at.line, at.character);
      const editor = await window.showTextDocument(uri, { viewColumn: ViewColumn.One });
      editor.selection = new Selection(position.start, position.start);
      editor.revealRange(position);
      panel.show(editor.document, segmentation, segment);
    },
    "clientele.run": withSession((session) => runProject(session, (line) => output.info(line))),
    "clientele.publish": withSession((session, node) => publishRun(session, runOf(node))),
    "clientele.requestPublish": withSession((session, _, wanted) =>
      requestPublish(session, isWanted(wanted) ? wanted : undefined),
    ),
    "clientele.compareRuns": withSession((session, node) =>
      compareRuns(session, pages, runOf(node)),
    ),
    "clientele.compareWith": withSession((session, _, named) =>
      compareWith(session, typeof named === "string" ? named : undefined),
    ),
    "clientele.explain": withSession((session, _, customer) =>
      explainCustomer(session, pages, typeof customer === "string" ? customer : undefined),
    ),
    "clientele.resolveDispute": withSession(async (session, _, id) => {
      if (typeof id === "number") await resolveDispute(session, id);
    }),
    "clientele.profile": withSession((session) => profileData(session, pages)),
    "clientele.newSegmentation": withSession((session) => newSegmentation(session)),
    "clientele.runChecks": (uri?: Uri, name?: string) => checks.run(uri, name),
    "clientele.openSample": () => openSample(programs),
    "clientele.showOutput": () => output.show(true),
    "clientele.restartEngine": () =>
      Promise.all(sessions.all().map((session) => session.restart())),
  }).map(([id, run]) => commands.registerCommand(id, run));
}
