/** Seals texts so that only who has the key can read them: AES-256-GCM (NIST SP 800-38D), a fresh nonce for each. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** The key that seals, and those before it that still open. */
export type SealKeys = { readonly now: Buffer; readonly old: Buffer | null };

const version = "v1";
const keyBytes = 32;
/** Recommended for GCM. */
const nonceBytes = 12;

/**
 * A key as people write it: 64 hexadecimal digits, or 32 bytes in Base64.
 *
 * @returns `null` where it is neither
 */
export function readKey(text: string): Buffer | null {
  const given = text.trim();
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(given)) return null;
  const bytes = Buffer.from(given.replaceAll("-", "+").replaceAll("_", "/"), "base64");
  return bytes.length === keyBytes ? bytes : null;
}

/** Tells keys apart without telling them. */
const nameOf = (key: Buffer): string =>
  createHash("sha256").update("clientele token key").update(key).digest("hex").slice(0, 8);

/**
 * @param about what the text belongs to: it opens for that alone
 * @returns `v1.<key>.<nonce>.<tag>.<sealed>`, the last three in Base64
 */
export function seal(text: string, about: string, { now }: SealKeys): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", now, nonce);
  cipher.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64"));
  return [version, nameOf(now), ...parts].join(".");
}

export type Unsealed = { readonly text: string; readonly by: "now" | "old" };

/** @returns `null` where neither key opens it, or it was changed, or put in another's place */
export function unseal(sealed: string, about: string, keys: SealKeys): Unsealed | null {
  const [found, name, ...parts] = sealed.split(".");
  const [nonce, tag, body] = parts.map((part) => Buffer.from(part, "base64"));
  if (found !== version || nonce === undefined || tag === undefined || body === undefined)
    return null;
  const by = name === nameOf(keys.now) ? "now" : "old";
  const key = keys[by];
  if (key === null || name !== nameOf(key) || tag.length !== 16) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce);
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(tag);
    return { text: Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8"), by };
  } catch {
    // However it fails, it is not what was sealed.
    return null;
  }
}
