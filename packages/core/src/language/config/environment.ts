/**
 * Reads `${NAME}` and `${NAME:-default}` in a text.
 *
 * @param environment variables by name
 * @returns the text with what was found, and the names of variables that are neither set nor have a default
 * @example expandEnvironment("${DATA:-data}/a.csv", {}) // => { text: "data/a.csv", missing: [] }
 */
export function expandEnvironment(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const expanded = text.replace(
    /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,
    (_, name: string, fallback: string | undefined) => {
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (value !== undefined && value !== "") return value;
      if (fallback !== undefined) return fallback;
      missing.push(name);
      return "";
    },
  );
  return { text: expanded, missing };
}
