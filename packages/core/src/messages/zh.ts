import type { Catalogue } from "./catalogue.ts";
import { asking } from "./zh/asking.ts";
import { data } from "./zh/data.ts";
import { project } from "./zh/project.ts";
import { rules } from "./zh/rules.ts";
import { serving } from "./zh/serving.ts";

/** What, where, and what to do, in Chinese. */
export const zh: Catalogue = { ...project, ...rules, ...serving, ...data, ...asking };
