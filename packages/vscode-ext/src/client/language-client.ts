import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Uri } from "vscode";
import type { Disposable, LogOutputChannel } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Histogram } from "@clientele/core/host";
import type { Catalog, Cuts } from "@clientele/core/language";
import { lateLibrary } from "./late.ts";
import { languageId } from "./projects.ts";

export type DistributionOf = (root: string, metric: string) => Promise<Histogram | null>;

/** The language server: its own process, which reads texts and never data. */
export class Language implements Disposable {
  readonly #client: Promise<LanguageClient>;
  readonly #sent = new Map<string, Catalog>();
  readonly #sentCuts = new Map<string, Cuts>();

  /** @param distributionOf how a metric is distributed; `null` where no engine is open */
  constructor(programs: string, output: LogOutputChannel, distributionOf: DistributionOf) {
    this.#client = start(programs, output, distributionOf);
    this.#client.catch((error: unknown) =>
      output.error("the language server did not start", error),
    );
  }

  /** Tells the server what the data hold, once each time that it has changed, so that it knows columns and values. */
  async offerCatalog(root: string, catalog: Catalog | undefined): Promise<void> {
    if (catalog === undefined || this.#sent.get(root) === catalog) return;
    this.#sent.set(root, catalog);
    const client = await this.#client;
    await client.sendNotification("clientele/catalog", {
      root: Uri.file(root).toString(),
      catalog,
    });
  }

  /** Tells the server where shares lie in the run that answers, once for each run, so that it can hint at them. */
  async offerCuts(root: string, cuts: Cuts | undefined): Promise<void> {
    if (cuts === undefined || this.#sentCuts.get(root) === cuts) return;
    this.#sentCuts.set(root, cuts);
    const client = await this.#client;
    await client.sendNotification("clientele/cuts", { root: Uri.file(root).toString(), cuts });
  }

  /** Settles when the server answers. */
  async ready(): Promise<void> {
    await this.#client;
  }

  dispose(): void {
    void this.#client.then((client) => client.dispose());
  }
}

/** The library is loaded after the activation, which it would make several times as long. */
async function start(
  programs: string,
  output: LogOutputChannel,
  distributionOf: DistributionOf,
): Promise<LanguageClient> {
  await setImmediate();
  const { LanguageClient: Client, TransportKind } = lateLibrary();
  const module = join(programs, "server.cjs");
  const client = new Client(
    "clientele",
    "Clientele",
    {
      run: { module, transport: TransportKind.ipc },
      debug: {
        module,
        transport: TransportKind.ipc,
        options: { execArgv: ["--nolazy", "--inspect=6011"] },
      },
    },
    {
      documentSelector: [{ language: languageId, scheme: "file" }],
      outputChannel: output,
      synchronize: {},
      initializationOptions: { distributions: true },
    },
  );
  client.onRequest("clientele/distribution", (asked: { root: string; metric: string }) =>
    distributionOf(Uri.parse(asked.root).fsPath, asked.metric),
  );
  await client.start();
  return client;
}
