/** `n` subjects seen for `time` ≥ 0: then it happened to them, or they were seen no longer. */
export type Duration = { readonly time: number; readonly happened: boolean; readonly n: number };

/** The curve at a time at which it happened to somebody. */
export type SurvivalPoint = {
  readonly time: number;
  /** Subjects to whom it had not happened just before, and who were still seen. */
  readonly atRisk: number;
  readonly happened: number;
  /** The share to whom it has not happened by then, in [0, 1]. */
  readonly survival: number;
  /** Greenwood's standard error of the share. */
  readonly error: number;
  /** 95 % interval on the scale of ln(−ln S), within [0, 1]; both equal the share where that is 0. */
  readonly low: number;
  readonly high: number;
};

/**
 * The product-limit estimate of survival (Kaplan & Meier 1958), with Greenwood's variance and log-log intervals
 * (Kalbfleisch & Prentice 1980, as R's `survfit(conf.type = "log-log")`). Who is seen no longer at a time at which it
 * happened to others was at risk of it.
 *
 * @param durations in any order
 * @returns a point for each time at which it happened, in ascending order
 * @throws RangeError when a duration breaks its contract
 * @example kaplanMeier([{ time: 1, happened: true, n: 1 }, { time: 2, happened: false, n: 1 }])[0]?.survival // => 0.5
 */
export function kaplanMeier(durations: readonly Duration[]): readonly SurvivalPoint[] {
  const wrong = durations.find(({ time, n }) => !(time >= 0 && Number.isFinite(time) && n > 0));
  if (wrong !== undefined) throw new RangeError(`not a duration: ${wrong.time}, n ${wrong.n}`);
  const sorted = durations.toSorted((one, other) => one.time - other.time);
  let atRisk = sorted.reduce((sum, { n }) => sum + n, 0);
  let [survival, hazards] = [1, 0];
  const points: SurvivalPoint[] = [];
  for (let from = 0; from < sorted.length;) {
    const time = sorted[from]?.time ?? 0;
    let [happened, seen] = [0, 0];
    for (; sorted[from]?.time === time; from++) {
      seen += sorted[from]?.n ?? 0;
      if (sorted[from]?.happened === true) happened += sorted[from]?.n ?? 0;
    }
    if (happened > 0) {
      survival *= 1 - happened / atRisk;
      hazards += happened / (atRisk * (atRisk - happened));
      const spread = (1.959_963_984_540_054 * Math.sqrt(hazards)) / Math.log(survival);
      points.push({
        time,
        atRisk,
        happened,
        survival,
        error: survival === 0 ? 0 : survival * Math.sqrt(hazards),
        low: survival === 0 ? 0 : survival ** Math.exp(-spread),
        high: survival === 0 ? 0 : survival ** Math.exp(spread),
      });
    }
    atRisk -= seen;
  }
  return points;
}
