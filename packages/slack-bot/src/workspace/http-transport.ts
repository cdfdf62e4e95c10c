import { createHmac } from "node:crypto";
import type { Delivery } from "./payloads.ts";

/** What the app said to a delivery. Over a socket there is no status: an acknowledgement counts as 200. */
export type Delivered = { readonly status: number; readonly body: string };

export type Transport = (delivery: Delivery, forgery?: Forgery) => Promise<Delivered>;

/** Ways to sign wrongly, for tests of the refusal. */
export type Forgery = {
  readonly secret?: string;
  /** Seconds by which the time stamp lies in the past. */
  readonly age?: number;
  /** No signature at all. */
  readonly unsigned?: boolean;
};

/**
 * Slack's own signature: HMAC-SHA256 over version, time stamp and body.
 *
 * @param time seconds since 1970
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
const sign = (secret: string, time: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex")}`;

/** Delivers over HTTP as Slack does: form fields for commands and interactions, JSON for events, all signed. */
export function createHttpTransport(address: string, signingSecret: string): Transport {
  return async (delivery, forgery = {}) => {
    const [body, type] = encode(delivery);
    const time = Math.floor(Date.now() / 1000) - (forgery.age ?? 0);
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: {
        "content-type": type,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        ...(forgery.unsigned === true
          ? {}
          : {
              "x-slack-request-timestamp": String(time),
              "x-slack-signature": sign(forgery.secret ?? signingSecret, time, body),
            }),
        ...(delivery.retry === undefined
          ? {}
          : {
              "x-slack-retry-num": String(delivery.retry.number),
              "x-slack-retry-reason": delivery.retry.reason,
            }),
      },
    });
    return { status: response.status, body: await response.text() };
  };
}

function encode({ kind, payload }: Delivery): readonly [body: string, type: string] {
  const form = "application/x-www-form-urlencoded";
  if (kind === "event") return [JSON.stringify(payload), "application/json"];
  if (kind !== "command")
    return [new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form];
  const fields = Object.entries(payload).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return [new URLSearchParams(fields).toString(), form];
}
