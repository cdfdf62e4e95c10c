import {
  Location,
  Range,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  env,
  l10n,
  tests,
  workspace,
  type CancellationToken,
  type Disposable,
  type TestController,
  type TestItem,
  type TextDocument,
  type Uri,
} from "vscode";
import { messageOf } from "@clientele/core/language";
import type { CheckOutcome } from "@clientele/core/host";
import { lateLanguage } from "../client/late.ts";
import { pathIn, projectOf } from "../client/projects.ts";
import type { Session } from "../client/session.ts";
import { isProjectText } from "./project-text.ts";

export type ChecksContext = {
  /** The session of a file's project, opened where it must be; `undefined` where nothing can be counted. */
  readonly sessionOf: (uri: Uri) => Session | undefined;
  /** Called when some project's texts or data have changed. */
  readonly onDidChange: (listener: (session: Session) => void) => Disposable;
};

/** The tests in `checks/` in the Test view: found by file, run all of a project at once, failures at their lines. */
export class Checks implements Disposable {
  readonly #context: ChecksContext;
  readonly #controller: TestController;
  readonly #disposables: Disposable[];

  constructor(context: ChecksContext) {
    this.#context = context;
    this.#controller = tests.createTestController("clientele", "Clientele");
    this.#controller.resolveHandler = async (item) => {
      if (item === undefined) await this.#find();
    };
    this.#controller.refreshHandler = () => this.#find();
    const profile = this.#controller.createRunProfile(
      l10n.t("Run the checks"),
      TestRunProfileKind.Run,
      (request, token) => this.#start(request, token),
      true,
    );
    profile.supportsContinuousRun = true;
    const watcher = workspace.createFileSystemWatcher("**/checks/*.{yaml,yml}");
    this.#disposables = [
      this.#controller,
      profile,
      watcher,
      watcher.onDidCreate((uri) => void this.#read(uri)),
      watcher.onDidChange((uri) => void this.#read(uri)),
      watcher.onDidDelete((uri) => this.#controller.items.delete(uri.toString())),
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#controller.items.get(document.uri.toString()) !== undefined)
          this.#place(document.uri, document.getText());
      }),
    ];
    for (const document of workspace.textDocuments) this.#opened(document);
  }

  /** Runs the tests of a file, or one of them; without any file all that there are. */
  async run(uri?: Uri, name?: string): Promise<void> {
    await this.#find();
    const file = uri === undefined ? undefined : this.#controller.items.get(uri.toString());
    const test = name === undefined ? undefined : file?.children.get(name);
    const wanted = test ?? file;
    await this.#runOnce(new TestRunRequest(wanted === undefined ? undefined : [wanted]));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #find(): Promise<void> {
    const files = await workspace.findFiles(
      "**/checks/*.{yaml,yml}",
      "**/{node_modules,.clientele}/**",
    );
    await Promise.all(files.map((uri) => this.#read(uri)));
  }

  async #read(uri: Uri): Promise<void> {
    const root = projectOf(uri);
    if (root === undefined || !isProjectText(pathIn(root, uri))) return;
    const open = workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
    const bytes = open === undefined ? await workspace.fs.readFile(uri) : undefined;
    this.#place(uri, open?.getText() ?? new TextDecoder().decode(bytes));
  }

  /** A file that is looked at has its tests beside it, whether or not the Test view was ever opened. */
  #opened({ uri }: TextDocument): void {
    if (uri.scheme === "file" && /[/\\]checks[/\\][^/\\]+\.ya?ml$/.test(uri.fsPath))
      void this.#read(uri);
  }

  /** Puts a file's tests into the tree, each at its line. */
  #place(uri: Uri, text: string): void {
    const root = projectOf(uri);
    if (root === undefined) return;
    const { items } = this.#controller;
    const path = pathIn(root, uri);
    const file =
      items.get(uri.toString()) ?? this.#controller.createTestItem(uri.toString(), path, uri);
    file.children.replace(
      lateLanguage()
        .lensPlaces(path, text)
        .map(({ name, range }) => {
          const item = this.#controller.createTestItem(name, name, uri);
          item.range = rangeOf(range);
          return item;
        }),
    );
    items.add(file);
  }

  async #start(request: TestRunRequest, token: CancellationToken): Promise<void> {
    await this.#runOnce(request, token);
    if (request.continuous !== true) return;
    let running = false;
    const again = this.#context.onDidChange(({ counts }) => {
      if (running || counts.state.counting) return;
      running = true;
      void this.#runOnce(request, token).finally(() => {
        running = false;
      });
    });
    token.onCancellationRequested(() => again.dispose());
  }

  async #runOnce(request: TestRunRequest, token?: CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const wanted = leavesOf(request.include ?? entriesOf(this.#controller.items));
    for (const item of wanted) run.started(item);
    const cancelled = new AbortController();
    token?.onCancellationRequested(() => cancelled.abort());
    const byProject = Map.groupBy(wanted, (item) =>
      item.uri === undefined ? undefined : projectOf(item.uri),
    );
    for (const [root, items] of byProject) {
      const [first] = items;
      const session = first?.uri === undefined ? undefined : this.#context.sessionOf(first.uri);
      if (root === undefined || session === undefined) {
        const reason = new TestMessage(l10n.t("Checks need the engine and a trusted folder."));
        for (const item of items) run.errored(item, reason);
        continue;
      }
      const overlay = session.counts.texts();
      const { signal } = cancelled;
      const answer = await session.engine.ask("checks", { overlay }, { signal });
      if (!answer.ok) {
        if (answer.error.kind === "cancelled") continue;
        const said =
          answer.error.kind === "failed"
            ? answer.error.message
            : answer.error.problems.map((p) => messageOf(p, env.language)).join("\n");
        for (const item of items) run.errored(item, new TestMessage(said));
        continue;
      }
      const { outcomes, problems } = answer.value;
      session.facts.tested(outcomes);
      const refusal = problems.find((p) => p.severity === "error");
      for (const item of items) {
        const file = item.uri === undefined ? "" : pathIn(root, item.uri);
        const outcome = outcomes.find((o) => o.file === file && o.name === item.id);
        if (outcome !== undefined) tell(run, item, outcome);
        else if (refusal === undefined) run.skipped(item);
        else run.errored(item, new TestMessage(messageOf(refusal, env.language)));
      }
    }
    run.end();
  }
}

function tell(
  run: ReturnType<TestController["createTestRun"]>,
  item: TestItem,
  { status, failures, milliseconds }: CheckOutcome,
): void {
  if (status === "passed") run.passed(item, milliseconds);
  else if (status === "skipped") run.skipped(item);
  else
    run.failed(
      item,
      failures.map(({ subject, expected, got, place }) => {
        const text = l10n.t("{0}: expected {1}, got {2}", subject, expected, got);
        const message = new TestMessage(text);
        if (item.uri !== undefined) message.location = new Location(item.uri, rangeOf(place.range));
        return message;
      }),
      milliseconds,
    );
}

const entriesOf = (items: TestController["items"]): readonly TestItem[] =>
  [...items].map(([, item]) => item);

const leavesOf = (items: readonly TestItem[]): readonly TestItem[] =>
  items.flatMap((item) => (item.children.size === 0 ? [item] : leavesOf(entriesOf(item.children))));

const rangeOf = ({ start, end }: CheckOutcome["place"]["range"]): Range =>
  new Range(start.line, start.character, end.line, end.character);
