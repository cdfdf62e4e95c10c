import type { AccessModel } from "@clientele/core";

export type Share = AccessModel["unfurl"][number]["share"];

/**
 * The customer that a link is to, and what is shown of them.
 *
 * @param patterns the first that fits decides
 * @returns `null` where no pattern fits
 * @example linkedCustomer("https://crm.example/c/42", [{ pattern: "https://crm.example/c/{customer}", share: "name" }])
 */
export function linkedCustomer(
  link: string,
  patterns: AccessModel["unfurl"],
): { readonly customer: string; readonly share: Share } | null {
  for (const { pattern, share } of patterns) {
    const [before = "", after = ""] = pattern.split("{customer}");
    if (!link.startsWith(before)) continue;
    const [id = ""] = /^[^/?#&]+/.exec(link.slice(before.length)) ?? [];
    const rest = link.slice(before.length + id.length);
    if (id === "" || !rest.startsWith(after)) continue;
    // What stands behind is nothing, or a query or a fragment.
    if (!/^(?:[?#&/].*)?$/s.test(rest.slice(after.length))) continue;
    try {
      return { customer: decodeURIComponent(id), share };
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  }
  return null;
}
