/** Core for Node: what a service or a command needs besides the engine's child (`./host`), the language and the views. */
export { createFromTemplate, generateData, listTemplates } from "./compute/project/templates.ts";
export { drawPicture } from "./compute/picture/draw-picture.ts";
export { movesDiffer } from "./domain/release/moves-differ.ts";
export { findProject } from "./compute/project/project.ts";
export type { Manifest, Published } from "./compute/snapshot/manifest.ts";
export { codeVersion } from "./compute/run/version.ts";
export { messageOf } from "./messages/index.ts";
export * from "./people/index.ts";
export type * from "./problem.ts";
export { fileStart, hasErrors, problem } from "./problem.ts";
export { err, ok, type Result } from "./result.ts";
