import type { Catalogue } from "./catalogue.ts";
import { asking } from "./en/asking.ts";
import { data } from "./en/data.ts";
import { project } from "./en/project.ts";
import { rules } from "./en/rules.ts";
import { serving } from "./en/serving.ts";

/** What, where, and what to do, in English. */
export const en: Catalogue = { ...project, ...rules, ...serving, ...data, ...asking };
