import type { Catalogue } from "../catalogue.ts";
import { reasonInEnglish as because } from "../reasons.ts";
import { suggestion } from "./words.ts";

/** About what stands in the files of a project, in English. */
export const project = {
  "no-project": ({ path }) =>
    `no project: ${path} is missing; create one with "clientele init", or name its folder with --project DIR`,
  "file-missing": ({ path }) => `${path} is missing; put it there, or correct the path`,
  "file-unreadable": ({ path, reason }) =>
    `${path} cannot be read (${because(reason)}); check that it is a file that you may read`,
  "file-too-large": ({ path, limit }) => `${path} is larger than ${limit}; split it`,
  "yaml-syntax": ({ reason }) => `not YAML: ${reason}; check indentation, colons and quotes`,
  "linked-outside": ({ path }) =>
    `${path} is a link to a file outside the project; copy the file here, or allow its folder: ` +
    `--allow-read DIR, CLIENTELE_ALLOW_READ=DIR, or the editor's setting "clientele.allowRead"`,
  "empty-file": ({ path }) => `${path} is empty; fill it, or delete it`,

  "unknown-key": ({ key, nearest, allowed }) =>
    `unknown key "${key}"` +
    (nearest !== ""
      ? suggestion(nearest)
      : /[()<>=']|^\d/.test(key)
        ? `; a text with a comma stands in quotes between { and }, as in { value: "coalesce(nps, 0)" }`
        : allowed === ""
          ? "; remove it"
          : `; known here: ${allowed}`),
  "missing-key": ({ key }) => `"${key}" is missing; add it`,
  "wrong-type": ({ key, expected, got }) => `"${key}" must be of type ${expected}, got ${got}`,
  "bad-value": ({ key, expected, got }) => `"${key}" must be ${expected}; got ${got}`,
  "bad-id": ({ id }) =>
    `"${id}" cannot be a name; use letters, digits and _, not starting with a digit`,
  "duplicate-name": ({ name, kind }) => `${kind} "${name}" exists already; rename one of them`,
  "match-types": ({ attribute, column, left, right }) =>
    `"${attribute}" of customers is of type ${left}, "${column}" of type ${right}, so they never match; ` +
    `give one of them the other's type under "columns"`,
  "name-clash": ({ name, kind }) => `"${name}" is already the name of a ${kind}; choose another`,
  "env-missing": ({ name }) =>
    `the environment variable ${name} is not set; set it, or write \${${name}:-default}`,
  "unknown-time-zone": ({ zone }) =>
    `unknown time zone "${zone}"; use a name such as Europe/Berlin or Asia/Shanghai`,
  "future-format": ({ path, format, supported }) =>
    `${path} is of format ${format}, this program reads up to ${supported}; update the program`,
} satisfies Partial<Catalogue>;
