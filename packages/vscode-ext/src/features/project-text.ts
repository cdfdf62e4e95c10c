const folders = new Set([
  "segmentations",
  "strategies",
  "checks",
  "digests",
  "plans",
  "experiments",
]);

/**
 * Whether a file of a project is written in our language, whatever its name says.
 *
 * @param path relative to the project
 * @example isProjectText("strategies/save_list.yaml") // => true
 * @example isProjectText("docker/compose.yaml") // => false
 */
export function isProjectText(path: string): boolean {
  if (["access.yaml", "access.yml", "loyalty.yaml"].includes(path)) return true;
  const [folder, ...rest] = path.split("/");
  return rest.length > 0 && folders.has(folder ?? "") && /\.ya?ml$/.test(path);
}
