/** What reads the texts of a project. Its schemas take half of the time that everything takes to load: a bundle of its own. */
export {
  chooseK,
  filesOf,
  lensPlaces,
  paintRfm,
  presetFile,
  presets,
  readConfig,
  rfmGridIn,
  segmentPlaces,
  thresholdEdit,
  thresholdsIn,
} from "@clientele/core/language";
