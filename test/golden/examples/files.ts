/** The texts behind `Files`: by path relative to the project, with forward slashes. An overlay has the same shape. */
import type { Overlay } from "../../../packages/core/src/host/protocol.ts";

export const files = {
  "clientele.yaml":
    "clientele: 1\nname: Harbour Bank\nsources:\n  transactions:\n    from: data/t.csv\n",
  "segmentations/care.yaml": "segmentation: care\nkind: rules\nsegments: []\n",
} satisfies Overlay;
