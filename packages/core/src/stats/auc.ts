/**
 * The area under the ROC curve: how often a member of the class has a higher score than a non-member, ties half
 * (Hanley & McNeil 1982; the Mann–Whitney statistic).
 *
 * @param cases score and whether it happened
 * @returns in [0, 1], 0.5 for chance; null where all or none happened
 * @example auc([{ score: 1, happened: false }, { score: 2, happened: true }]) // => 1
 */
export function auc(
  cases: readonly { readonly score: number; readonly happened: boolean }[],
): number | null {
  const sorted = cases.toSorted((one, other) => one.score - other.score);
  let [members, others, area] = [0, 0, 0];
  for (let from = 0; from < sorted.length;) {
    let [here, tied] = [0, 0];
    const { score } = sorted[from] ?? { score: 0 };
    for (; sorted[from]?.score === score; from++) {
      if (sorted[from]?.happened === true) here++;
      else tied++;
    }
    area += here * (others + tied / 2);
    members += here;
    others += tied;
  }
  return members === 0 || others === 0 ? null : area / (members * others);
}
