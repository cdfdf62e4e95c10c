import { LogLevel, type Logger } from "@slack/bolt";
import type { Log } from "./log.ts";

/** Longer messages are cut: they may quote a payload. */
const longest = 200;

/** Bolt's warnings and errors in our log; the rest, which can quote payloads, is dropped. */
export function boltLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]): string =>
    parts
      .filter((part) => typeof part === "string")
      .join(" ")
      .slice(0, longest);
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn("bolt", { message: line(parts) }),
    error: (...parts) =>
      log.error(
        "bolt",
        parts.find((part) => part instanceof Error),
        { message: line(parts) },
      ),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
