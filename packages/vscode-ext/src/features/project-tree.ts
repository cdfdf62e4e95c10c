import {
  EventEmitter,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  env,
  l10n,
  workspace,
  type Disposable,
  type TreeDataProvider,
} from "vscode";
import { formatChange, formatDate, formatNumber } from "@clientele/core/views";
import { textFor, type SegmentPlace } from "@clientele/core/language";
import type { RunInfo } from "@clientele/core/host";
import { lateLanguage } from "../client/late.ts";
import { projectFile, projectFolders } from "../client/projects.ts";
import type { Session, Sessions } from "../client/session.ts";

/** What the tree shows: a project, the groups in it, files, segments, runs. */
export type Node =
  | { readonly kind: "project"; readonly root: string }
  | { readonly kind: "group"; readonly root: string; readonly group: Group }
  | { readonly kind: "file"; readonly root: string; readonly group: Group; readonly uri: Uri }
  | {
      readonly kind: "segment";
      readonly root: string;
      readonly uri: Uri;
      readonly place: SegmentPlace;
    }
  | { readonly kind: "run"; readonly root: string; readonly run: RunInfo };

const groups = ["segmentations", "strategies", "checks", "digests", "plans", "runs"] as const;
type Group = (typeof groups)[number];

const icons: Readonly<Record<Group, string>> = {
  segmentations: "symbol-class",
  strategies: "target",
  checks: "beaker",
  digests: "mail",
  plans: "checklist",
  runs: "history",
};

const groupTitle = (group: Group): string =>
  ({
    segmentations: l10n.t("Segmentations"),
    strategies: l10n.t("Strategies"),
    checks: l10n.t("Checks"),
    digests: l10n.t("Digests"),
    plans: l10n.t("Plans"),
    runs: l10n.t("Runs"),
  })[group];

/** The projects of the window: what they are made of, with the counts that are known, and their runs. */
export class ProjectTree implements TreeDataProvider<Node>, Disposable {
  readonly #changed = new EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #sessions: Sessions;
  readonly #mayOpen: (uri: Uri) => boolean;
  #timer: NodeJS.Timeout | undefined;

  /** @param mayOpen whether the data of a file's project may be read */
  constructor(sessions: Sessions, mayOpen: (uri: Uri) => boolean) {
    this.#sessions = sessions;
    this.#mayOpen = mayOpen;
  }

  /** Draws again, at most twice a second: counts come with every pause in typing. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, 500);
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case "project":
        return projectItem(node.root);
      case "group":
        return groupItem(node.group);
      case "file":
        return this.#fileItem(node.uri, node.group);
      case "segment":
        return this.#segmentItem(node);
      case "run":
        return runItem(node.run);
    }
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      const roots = await projectFolders();
      const [only] = roots;
      return only !== undefined && roots.length === 1
        ? this.getChildren({ kind: "project", root: only })
        : roots.map((root) => ({ kind: "project", root }));
    }
    switch (node.kind) {
      case "project":
        return this.#groupsOf(node.root);
      case "group":
        if (node.group === "runs") return this.#runsOf(node.root);
        return (await filesIn(node.root, node.group)).map((uri) => ({
          ...node,
          kind: "file",
          uri,
        }));
      case "file":
        return segmentsIn(node);
      case "segment":
      case "run":
        return [];
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  async #groupsOf(root: string): Promise<Node[]> {
    const found: Node[] = [];
    for (const group of groups) {
      const has = group === "runs" ? this.#mayRead(root) : (await filesIn(root, group)).length > 0;
      if (has) found.push({ kind: "group", root, group });
    }
    return found;
  }

  #mayRead(root: string): boolean {
    return this.#mayOpen(Uri.joinPath(Uri.file(root), projectFile));
  }

  async #runsOf(root: string): Promise<Node[]> {
    if (!this.#mayRead(root)) return [];
    const answer = await this.#sessions.open(root).engine.ask("runs", {});
    return answer.ok ? answer.value.runs.map((run) => ({ kind: "run", root, run })) : [];
  }

  #fileItem(uri: Uri, group: Group): TreeItem {
    const isTree = group === "segmentations";
    const item = new TreeItem(
      uri,
      isTree ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.label = (uri.path.split("/").at(-1) ?? "").replace(/\.ya?ml$/, "");
    item.command = { command: "vscode.open", title: "", arguments: [uri] };
    item.contextValue = group;
    return item;
  }

  #segmentItem({ root, uri, place }: Extract<Node, { readonly kind: "segment" }>): TreeItem {
    const { segmentation, segment } = place;
    const counted = countOf(this.#sessions.get(root), place);
    const title = counted === undefined ? segment : textFor(counted.title, env.language) || segment;
    const item = new TreeItem(title, TreeItemCollapsibleState.None);
    item.iconPath = new ThemeIcon("person");
    item.tooltip = `${segmentation}.${segment}`;
    if (counted !== undefined) {
      const change = counted.before === null ? 0 : counted.customers - counted.before;
      const customers = formatNumber(counted.customers);
      item.description = change === 0 ? customers : `${customers} ${formatChange(change)}`;
    }
    item.command = {
      command: "clientele.showSegment",
      title: "",
      arguments: [uri, segmentation, segment, place.range.start],
    };
    item.contextValue = "segment";
    return item;
  }
}

const countOf = (session: Session | undefined, { segmentation, segment }: SegmentPlace) =>
  session?.counts.state.result?.segmentations
    .find((s) => s.id === segmentation)
    ?.segments.find((s) => s.id === segment);

function projectItem(root: string): TreeItem {
  const item = new TreeItem(
    Uri.joinPath(Uri.file(root), projectFile),
    TreeItemCollapsibleState.Expanded,
  );
  item.label = root.split(/[/\\]/).at(-1) ?? root;
  item.iconPath = new ThemeIcon("project");
  return item;
}

function groupItem(group: Group): TreeItem {
  const open = group === "segmentations";
  const item = new TreeItem(
    groupTitle(group),
    open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  item.iconPath = new ThemeIcon(icons[group]);
  item.contextValue = `group.${group}`;
  return item;
}

function runItem({ run, asOf, published, customers }: RunInfo): TreeItem {
  const item = new TreeItem(run, TreeItemCollapsibleState.None);
  const day = formatDate(asOf, { locale: env.language, today: new Date().toISOString() });
  const parts = [l10n.t("data to {0}", day), l10n.t("{0} customers", formatNumber(customers))];
  if (published) parts.unshift(l10n.t("published"));
  item.description = parts.join(" · ");
  item.iconPath = new ThemeIcon(published ? "pass-filled" : "circle-outline");
  item.contextValue = published ? "run.published" : "run";
  return item;
}

async function filesIn(root: string, group: Group): Promise<readonly Uri[]> {
  const folder = Uri.joinPath(Uri.file(root), group);
  const entries = await workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [], // most projects have only some of the folders
  );
  return entries
    .map(([name]) => name)
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => Uri.joinPath(folder, name));
}

async function segmentsIn(node: Extract<Node, { readonly kind: "file" }>): Promise<Node[]> {
  const { uri, root, group } = node;
  if (group !== "segmentations") return [];
  const open = workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
  const text = open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
  const name = uri.path.split("/").at(-1) ?? "";
  return lateLanguage()
    .segmentPlaces(`segmentations/${name}`, text)
    .map((place) => ({
      kind: "segment",
      root,
      uri,
      place,
    }));
}
