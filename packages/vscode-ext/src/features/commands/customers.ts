import { env, l10n, window, type QuickPickItem } from "vscode";
import { ownerOf } from "@clientele/core/host";
import type { Session } from "../../client/session.ts";
import { memberCard } from "../member-card.ts";
import type { ViewPages } from "../view-pages.ts";
import { whyView } from "@clientele/core/views";
import { askEngine } from "./ask-engine.ts";

const viewer = ownerOf("editor");

/** Asks for a customer by name or id, unless one is named, and shows why they are in their segments, as a page. */
export async function explainCustomer(
  session: Session,
  pages: ViewPages,
  named?: string,
): Promise<void> {
  const customer = named ?? (await pickCustomer(session));
  if (customer === undefined) return;
  const explained = await askEngine(
    session,
    "explain",
    { viewer, customer },
    l10n.t("Looking the customer up"),
  );
  const project = await session.engine.ask("describe", {});
  if (explained === undefined || !project.ok) return;
  const card = memberCard(explained, project.value, env.language);
  const why = whyView(explained, project.value, { locale: env.language });
  const view = { ...card, blocks: [...card.blocks, ...why.blocks] };
  await pages.show(customer, view, env.language);
}

type Found = QuickPickItem & { readonly customer: string };

/** Searches while the name is typed. */
function pickCustomer(session: Session): Promise<string | undefined> {
  const pick = window.createQuickPick<Found>();
  pick.placeholder = l10n.t("A name or an id");
  let asked = 0;
  const search = async (match: string): Promise<void> => {
    const own = (asked += 1);
    pick.busy = true;
    const answer = await session.engine.ask("members", { viewer, match, limit: 20 });
    if (own !== asked) return;
    pick.busy = false;
    pick.items = answer.ok
      ? answer.value.rows.map(({ id, label }) => ({
          label: label ?? id,
          description: label === null ? "" : id,
          alwaysShow: true,
          customer: id,
        }))
      : [];
  };
  return new Promise((resolve) => {
    pick.onDidChangeValue((value) => void search(value));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return; // nobody is found yet: the search goes on
      resolve(chosen.customer);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void search("");
  });
}
