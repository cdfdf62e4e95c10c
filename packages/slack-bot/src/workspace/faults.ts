/** What goes wrong instead of an answer. */
export type Fault =
  | { readonly kind: "busy"; readonly retryAfter: number }
  | { readonly kind: "status"; readonly status: number }
  /** Slack's own refusal, `{ ok: false, error }`. */
  | { readonly kind: "refusal"; readonly error: string }
  /** The connection is cut without an answer. */
  | { readonly kind: "reset" }
  /** The connection stays open, and no answer ever comes. */
  | { readonly kind: "hang" }
  /** No answer for so long, in milliseconds; then it is given as usual. */
  | { readonly kind: "delay"; readonly milliseconds: number };

export type Faults = {
  /** The next `times` calls of the method go wrong; `response_url` counts as one. */
  readonly inject: (method: string, fault: Fault, times?: number) => void;
  readonly take: (method: string) => Fault | null;
};

export function createFaults(): Faults {
  const planned: { method: string; fault: Fault; times: number }[] = [];
  return {
    inject: (method, fault, times = 1) => {
      planned.push({ method, fault, times });
    },
    take: (method) => {
      const found = planned.find((plan) => plan.method === method && plan.times > 0);
      if (found === undefined) return null;
      found.times -= 1;
      return found.fault;
    },
  };
}
