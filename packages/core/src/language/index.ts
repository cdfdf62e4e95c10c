export { filesOf, overlay, type Files } from "./files.ts";
export { textFor, type Localised } from "./config/text.ts";
export type * from "./model/catalog.ts";
export type * from "../problem.ts";
