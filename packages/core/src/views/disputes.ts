/** What people hold to be wrong. */
import type { ProjectInfo } from "../host/protocol.ts";
import { segmentationTitle, segmentTitle, textCell } from "./cells.ts";
import { historyWordsFor } from "./history-words.ts";
import type { Column, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** A dispute as it is told: a row. */
export type ToldDispute = {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly customer: string;
  readonly segmentation: string;
  readonly segment: string | null;
  readonly wanted: string | null;
  readonly why: string;
  readonly run: string;
  readonly resolved: { readonly by: string; readonly note: string } | null;
};

/** Disputes as a table, in their order. */
export function disputesView(
  disputes: readonly ToldDispute[],
  project: ProjectInfo,
  { locale }: ViewOptions,
): View {
  const words = historyWordsFor(locale);
  const column = (id: string, label: string, type: Column["type"] = "text"): Column => ({
    id,
    label,
    type,
  });
  const title = (segmentation: string, segment: string | null): string =>
    segment === null ? words.none : segmentTitle(project, segmentation, segment, locale);
  return {
    id: "disputes",
    title: words.disputes,
    run: project.base?.run ?? null,
    blocks:
      disputes.length === 0
        ? [{ kind: "note", tone: "plain", text: words.noDisputes }]
        : [
            {
              kind: "table",
              columns: [
                column("id", words.id, "number"),
                column("at", words.at, "date"),
                column("customer", words.customer, "customer"),
                column("segmentation", words.segmentation),
                column("is", words.is),
                column("wanted", words.wanted),
                column("why", words.why),
                column("by", words.by),
                column("run", words.run),
                column("state", words.state),
              ],
              rows: disputes.map((d) => [
                { value: d.id, type: "number" },
                { value: d.at.slice(0, 10), type: "date" },
                { value: d.customer, type: "customer", ref: { kind: "customer", id: d.customer } },
                textCell(segmentationTitle(project, d.segmentation, locale)),
                textCell(title(d.segmentation, d.segment)),
                textCell(title(d.segmentation, d.wanted)),
                textCell(d.why),
                textCell(d.actor),
                textCell(d.run),
                textCell(
                  d.resolved === null ? words.open : words.resolved(d.resolved.by, d.resolved.note),
                ),
              ]),
            },
          ],
    actions: [],
  };
}
