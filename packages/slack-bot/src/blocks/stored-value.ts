import type { z } from "zod";

/** What a button's value holds. Payloads come from outside: `null` where it is none of ours, e.g. of an older version. */
export function readStored<T>(schema: z.ZodType<T>, value: string | undefined): T | null {
  if (value === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : null;
}
