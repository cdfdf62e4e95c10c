/** Bundles beside the extension's own that are loaded when they are first used, so that activating takes little. */
import { createRequire } from "node:module";
import type * as languageBundle from "../late/language.ts";
import type * as libraryBundle from "../late/library.ts";

type Language = typeof languageBundle;
type Library = typeof libraryBundle;

const load = createRequire(import.meta.url);
let language: Language | undefined;

/** What reads the texts of a project. */
export const lateLanguage = (): Language => (language ??= load("./language.cjs") as Language); // made of that file by scripts/bundle.mjs

/** The client of the language server. */
export const lateLibrary = (): Library => load("./library.cjs") as Library; // made of that file by scripts/bundle.mjs
