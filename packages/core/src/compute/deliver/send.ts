/** Sends a batch: signed as Standard Webhooks says (https://www.standardwebhooks.com), again and again until it is taken. */
import { createHmac } from "node:crypto";
import type { Batch } from "./outbox.ts";

export type Receiver = {
  readonly url: string;
  /** `whsec_` and base64, or any text. */
  readonly secret: string;
};

export type SendOptions = {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** How often a batch is tried. */
  readonly attempts: number;
  /** How long an answer may take. */
  readonly timeoutMilliseconds: number;
  readonly onRetry?: (batch: string, attempt: number, why: string) => void;
};

export type Sent =
  | { readonly ok: true; readonly attempts: number }
  | { readonly ok: false; readonly why: string; readonly attempts: number };

const secretBytes = (secret: string): Buffer =>
  secret.startsWith("whsec_")
    ? Buffer.from(secret.slice("whsec_".length), "base64")
    : Buffer.from(secret, "utf8");

/**
 * The signature of a message: HMAC-SHA256 of `id.timestamp.body`, in base64 behind `v1,`.
 *
 * @param timestamp seconds since 1970
 * @example signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
 * // => "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
 */
export const signature = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac("sha256", secretBytes(secret)).update(`${id}.${timestamp}.${body}`).digest("base64")}`;

/** Answers after which it is worth to try again. */
const isPassing = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

const longestWait = 60_000;

/** Sends a batch. @returns why not, where it was refused or every attempt failed */
export async function send(
  { url, secret }: Receiver,
  { id, body }: Batch,
  options: SendOptions,
): Promise<Sent> {
  let why = "";
  for (let attempt = 1; attempt <= options.attempts; attempt += 1) {
    options.signal.throwIfAborted();
    const timestamp = Math.floor(options.now().getTime() / 1000);
    const answer = await tried(
      url,
      options,
      {
        "content-type": "application/json",
        "user-agent": "clientele",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signature(secret, id, timestamp, body),
        "idempotency-key": id,
      },
      body,
    );
    if (answer.status !== null && answer.status >= 200 && answer.status < 300)
      return { ok: true, attempts: attempt };
    why = answer.why;
    if (answer.status !== null && !isPassing(answer.status))
      return { ok: false, why, attempts: attempt };
    if (attempt === options.attempts) break;
    options.onRetry?.(id, attempt, why);
    await options.sleep(Math.min(longestWait, answer.after ?? 500 * 2 ** attempt));
  }
  return { ok: false, why, attempts: options.attempts };
}

type Answer = {
  /** `null` where there was none. */
  readonly status: number | null;
  readonly why: string;
  /** Milliseconds that the receiver asks to wait. */
  readonly after?: number;
};

async function tried(
  url: string,
  { signal, timeoutMilliseconds }: SendOptions,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
  try {
    // Where it leads elsewhere, somebody else would get what was signed for this receiver.
    const init = { method: "POST", headers, body, signal: until, redirect: "manual" } as const;
    const response = await fetch(url, init);
    await response.arrayBuffer();
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const after = Number.isFinite(seconds) && seconds >= 0 ? { after: seconds * 1000 } : {};
    return { status: response.status, why: `answer ${response.status}`, ...after };
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    const { cause } = error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
    return { status: null, why: code };
  }
}
