/** The browser-safe door: everything a surface needs of the language. No Node modules behind it. */
export { filesOf, overlay, type Files } from "./files.ts";
export { textFor, type Localised } from "./config/text.ts";
export { kindOfFile, readConfig, type Config } from "./config/read-config.ts";
export { isPlainName } from "./expression/lexer.ts";
export { buildModel, type Built } from "./model/build-model.ts";
export { builtins, findBuiltin, type Builtin } from "./model/builtins.ts";
export { aggregates, functions, signatureOf, type FunctionDef } from "./model/functions.ts";
export { segmentIds } from "./model/segmentation-models.ts";
export { titleOf } from "./model/title-of.ts";
export { segmentPlaces, type SegmentPlace } from "./authoring/segment-places.ts";
export { chooseK } from "./authoring/edits/choose-k.ts";
export type { Cell } from "./authoring/edits/rectangles.ts";
export { paintRfm, rfmGridIn, type NotPainted, type RfmGrid } from "./authoring/edits/rfm-grid.ts";
export {
  readableStep,
  snapTo,
  thresholdEdit,
  thresholdsIn,
  type Threshold,
} from "./authoring/edits/thresholds.ts";
export { presetFile, presets, type PresetFile } from "./authoring/presets/preset-file.ts";
export type { Cuts } from "./authoring/inlay-hints.ts";
export { dataProblemCodes } from "./authoring/data-problems.ts";
export { diagnosticsOf } from "./authoring/diagnostics.ts";
export { readWorkspace, type Workspace } from "./authoring/workspace.ts";
export { messageOf } from "../messages/index.ts";
export type * from "./model/catalog.ts";
export type * from "./model/model.ts";
export type * from "./model/typed.ts";
export type * from "../problem.ts";
