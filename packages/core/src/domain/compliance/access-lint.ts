/** GDPR Art. 5(1)(c), 9, 32 and PIPL Art. 6, 28, 29, 38 to 40, 51: who reads personal data needs it, and no more of it. */
import type { RoleModel } from "../../language/model/access-model.ts";
import { accessModel } from "../../language/model/access-models.ts";
import { placeOfKey, placeOfValue } from "../../language/model/table-parts.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { isChineseProject } from "./abroad-lint.ts";
import type { Lint } from "./lint.ts";

/** Roles of `access.yaml` that are shown more than they need. */
export const lintAccess: Lint = ({ config, model }) => {
  const file = config.access;
  if (file === undefined) return [];
  const { roles, everybody } = accessModel(file, null, () => {});
  const warning = { severity: "warning" } as const;
  const attributes = model.customers?.attributes ?? [];
  const at = ({ name }: RoleModel, ...path: readonly string[]): Place =>
    placeOfValue(file, ["roles", name, ...path]);
  return roles.flatMap((role): readonly Problem[] => {
    const { name, may, pii, identify } = role;
    const clear =
      pii === "all"
        ? [...new Set(attributes.flatMap((a) => a.pii ?? []))]
        : pii.filter((of) => attributes.some((a) => a.pii === of));
    const reaches = may.includes("contact") || may.includes("export");
    // A name tells whom a card is about.
    const idle = reaches ? [] : clear.filter((of) => of !== "name");
    const sensitive = role.sensitive
      ? attributes.filter((a) => a.sensitive && shows(role, a.name)).map((a) => a.name)
      : [];
    const named =
      identify === "full" && model.customers?.label !== null && model.customers !== null;
    return [
      ...idle.map((of) =>
        problem("pii-to-role", { role: name, pii: of }, at(role, "pii"), warning),
      ),
      ...(sensitive.length === 0
        ? []
        : [
            problem(
              "sensitive-to-role",
              { role: name, columns: sensitive.join(", ") },
              placeOfKey(file, ["roles", name, "columns", "sensitive"]),
              warning,
            ),
          ]),
      ...(name === everybody && may.includes("export") && identify === "full"
        ? [problem("export-to-everybody", { role: name }, at(role, "may"), warning)]
        : []),
      ...(named && isChineseProject(model)
        ? [problem("names-abroad", { role: name }, role.place, { severity: "info" })]
        : []),
    ];
  });
};

const shows = ({ shown, hidden }: RoleModel, column: string): boolean => {
  const has = (names: readonly string[]): boolean =>
    names.some((name) => name.toLowerCase() === column.toLowerCase());
  return !has(hidden) && (shown === null || has(shown));
};
