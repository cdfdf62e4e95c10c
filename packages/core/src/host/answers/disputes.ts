/** What people in the field hold to be wrong. */

export type OpenDispute = {
  readonly id: number;
  /** ISO text. */
  readonly at: string;
  /** `slack:<user id>` or `cli:<user of the system>`. */
  readonly by: string;
  readonly customer: string;
  readonly segmentation: string;
  /** Where the customer is; `null` for in none of its segments. */
  readonly segment: string | null;
  /** Where they should be; `null` for in none. */
  readonly wanted: string | null;
  readonly why: string;
  readonly run: string;
};
