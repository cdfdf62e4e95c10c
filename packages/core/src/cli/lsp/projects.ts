/** The projects that the editor has files of, each read as it stands in the editor: unsaved texts win over the disk. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { findProject, openProject } from "../../compute/project/project.ts";
import { checkModels } from "../../domain/checks/check-model.ts";
import { compliance } from "../../domain/compliance/compliance.ts";
import { diagnosticsOf } from "../../language/authoring/diagnostics.ts";
import type { Cuts } from "../../language/authoring/inlay-hints.ts";
import { readWorkspace, type Workspace } from "../../language/authoring/workspace.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Problem } from "../../problem.ts";

/** A file of a project: its folder, and its path in it with forward slashes. */
export type ProjectFile = { readonly folder: string; readonly path: string };

/** Open texts, newest version each. */
export type OpenTexts = { readonly all: () => readonly TextDocument[] };

export type Environment = Readonly<Record<string, string | undefined>>;

type State = {
  workspace?: Workspace;
  problems?: ReadonlyMap<string, readonly Problem[]>;
  catalog?: Catalog;
  dataProblems?: readonly Problem[];
  cuts?: Cuts;
};

const projectFile = "clientele.yaml";

/** Lives as long as the server: keeps what was parsed, so that a keystroke costs one file. */
export class Projects {
  readonly #open: OpenTexts;
  readonly #environment: Environment;
  readonly #allowRead: readonly string[];
  readonly #states = new Map<string, State>();

  /** @param allowRead folders outside the projects that links may lead to */
  constructor(open: OpenTexts, environment: Environment, allowRead: readonly string[] = []) {
    this.#open = open;
    this.#allowRead = allowRead;
    this.#environment = environment;
  }

  /** The project of a file: the nearest folder upwards with `clientele.yaml`, on disk or open in the editor. */
  fileOf(uri: string): ProjectFile | undefined {
    const file = pathOf(uri);
    if (file === undefined) return undefined;
    const onDisk = findProject(dirname(file));
    const open = this.#open
      .all()
      .flatMap((d) => pathOf(d.uri) ?? [])
      .filter((path) => path.endsWith(sep + projectFile) && file.startsWith(dirname(path) + sep))
      .map((path) => dirname(path));
    const [folder] = [...open, ...(onDisk === undefined ? [] : [onDisk])].toSorted(
      (a, b) => b.length - a.length,
    );
    return folder === undefined
      ? undefined
      : { folder, path: relative(folder, file).split(sep).join("/") };
  }

  /** The project in a folder as the editor shows it now. */
  workspace(folder: string): Workspace {
    const state = this.#state(folder);
    const texts: Record<string, string> = {};
    for (const document of this.#open.all()) {
      const file = this.fileOf(document.uri);
      if (file?.folder === folder) texts[file.path] = document.getText();
    }
    const { files } = openProject(folder, { texts, allowRead: this.#allowRead });
    const read = readWorkspace(files, state.catalog, this.#environment, state.workspace);
    if (read !== state.workspace) {
      state.workspace = read;
      state.problems = diagnosticsOf(read, problemsOfChecks(read));
    }
    return read;
  }

  /** The project's problems by file. */
  problems(folder: string): ReadonlyMap<string, readonly Problem[]> {
    this.workspace(folder);
    const { problems = new Map<string, readonly Problem[]>(), dataProblems = [] } =
      this.#state(folder);
    if (dataProblems.length === 0) return problems;
    const all = new Map(problems);
    for (const found of dataProblems) all.set(found.file, [...(all.get(found.file) ?? []), found]);
    return all;
  }

  /** Takes what the data of a project hold. */
  setCatalog(root: string, catalog: Catalog): void {
    this.#state(pathOf(root) ?? resolve(root)).catalog = catalog;
  }

  /** Takes what only the data of a project show to be wrong, such as a database that does not answer. */
  setDataProblems(root: string, problems: readonly Problem[]): void {
    this.#state(pathOf(root) ?? resolve(root)).dataProblems = problems;
  }

  /** From which value on customers were in each tier and band, as far as it was told. */
  cuts(folder: string): Cuts {
    return this.#state(folder).cuts ?? {};
  }

  setCuts(root: string, cuts: Cuts): void {
    this.#state(pathOf(root) ?? resolve(root)).cuts = cuts;
  }

  /** The open files of a project. */
  openFiles(folder: string): readonly { readonly uri: string; readonly path: string }[] {
    return this.#open.all().flatMap(({ uri }) => {
      const file = this.fileOf(uri);
      return file?.folder === folder ? [{ uri, path: file.path }] : [];
    });
  }

  #state(folder: string): State {
    const key = keyOf(folder);
    const known = this.#states.get(key) ?? {};
    this.#states.set(key, known);
    return known;
  }
}

/** What the tests name that is not there, and what the law says; nothing while the project itself has errors. */
const problemsOfChecks = ({ config, model, catalog }: Workspace): readonly Problem[] =>
  model === undefined
    ? []
    : [
        ...checkModels(config.checks, model, catalog ?? { sources: [] }).problems,
        ...compliance({ config, model, catalog }).problems,
      ];

/** The absolute path behind a `file:` address; `undefined` for texts that are on no disk. */
function pathOf(uri: string): string | undefined {
  return uri.startsWith("file:") && URL.canParse(uri) ? resolve(fileURLToPath(uri)) : undefined;
}

/** The address of a file of a project, or of one outside it by its absolute path. */
export const uriOf = (folder: string, path: string): string =>
  pathToFileURL(resolve(join(folder), path)).toString();

/** Windows writes the same drive in small and in capital letters. */
const keyOf = (folder: string): string =>
  folder.replace(/^[a-z](?=:)/, (drive) => drive.toUpperCase());
