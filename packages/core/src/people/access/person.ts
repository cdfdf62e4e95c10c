/** What a surface knows of somebody who asks. */

/** Somebody, as Slack says it. */
export type Person = {
  /** The id in Slack. */
  readonly id: string;
  /** `null` where Slack does not tell. */
  readonly email: string | null;
  /** Ids and handles of the user groups that they are in. */
  readonly groups: readonly string[];
  /** `guest`: of another firm by Slack Connect, or with a guest's account. `gone`: removed from the workspace. */
  readonly kind: "member" | "guest" | "bot" | "gone";
};

/** Where and when somebody asks. */
export type Asked = {
  /** The channel's id; `null` where nobody else reads along. */
  readonly channel: string | null;
  /** The day in the project's time zone, ISO. */
  readonly today: string;
};

/** An id or an address as they compare: addresses whatever their case. @example keyOf("Li.Na@Example.com") // => "li.na@example.com" */
export const keyOf = (name: string): string => {
  const trimmed = name.normalize("NFC").trim();
  return trimmed.includes("@") ? trimmed.toLowerCase() : trimmed;
};
