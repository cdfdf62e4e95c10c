/** What stands behind `clientele` and means nothing there. */
import { nearest } from "../language/config/nearest.ts";
import type { CommandName } from "./arguments.ts";
import { commandTakes, generalOptions } from "./command-takes.ts";

/** @example meant("show") // => ' (did you mean "show"?)' */
export const meant = (name: string): string => (name === "" ? "" : ` (did you mean "${name}"?)`);

/**
 * What Node says of words that it cannot read, in ours.
 *
 * @param options the names of all options, one of which may have been meant
 * @example unreadable("Unknown option '--lang'. To …", ["locale"]) // => 'there is no option "--lang"'
 */
export function unreadable(message: string, options: readonly string[]): string {
  const [, unknown] = /^Unknown option '--?([^']*)'/.exec(message) ?? [];
  if (unknown !== undefined)
    return `there is no option "--${unknown}"${meant(nearest(unknown, options).replace(/^(?=.)/, "--"))}`;
  const [, missing] =
    /^Option '(?:-\w, )?--([\w-]+)[^']*' argument (?:missing|is ambiguous)/.exec(message) ?? [];
  if (missing !== undefined) return `--${missing} takes a value, as in --${missing}=…`;
  return message.split(/\. |\n/)[0] ?? message;
}

/** What a command was given that it does not take; `undefined` where there is nothing. */
export function surplusOf(
  command: CommandName,
  operands: readonly string[],
  options: readonly string[],
): string | undefined {
  const takes = commandTakes[command];
  const known: readonly string[] = [...takes.options, ...generalOptions];
  const stray = options.find((name) => !known.includes(name));
  if (stray !== undefined) return `${command} takes no --${stray}`;
  if (takes.words === "many") return undefined;
  const word = operands[takes.words];
  return word === undefined ? undefined : `${command} does not know what to do with "${word}"`;
}
