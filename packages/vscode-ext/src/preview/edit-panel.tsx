import { ClusterChoice } from "./cluster-choice.tsx";
import type { PreviewState, Words } from "./messages.ts";
import { RfmGrid } from "./rfm-grid.tsx";
import { Thresholds } from "./thresholds.tsx";

/** What of the segmentation can be changed from here: its thresholds, the map of RFM, the number of clusters. */
export function EditPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  return (
    <>
      {now.grid !== null && <RfmGrid grid={now.grid} w={w} />}
      {now.ks.length > 0 && <ClusterChoice rows={now.ks} w={w} />}
      {now.thresholds.length > 0 && <Thresholds now={now} w={w} />}
    </>
  );
}
