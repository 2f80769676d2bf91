/**
 * Words of the command line to named options.
 *
 * @module
 */
import { suggestion } from "../syntax/nearest.ts";

/** Wrong use of the command line: exit status 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Options a command knows: `true` for one that takes a value. */
export type OptionTable = Readonly<Record<string, boolean>>;

/** What was written after a command. */
export interface Arguments {
  /** Values of options; an option without a value is `""`. */
  options: Map<string, string>;
  /** Everything else. */
  rest: string[];
}

/**
 * Reads `--name value`, `--name=value`, `--flag` and plain words.
 *
 * @throws {UsageError}
 */
export function readArguments(
  words: readonly string[],
  known: OptionTable,
  most: number,
): Arguments {
  const result: Arguments = { options: new Map(), rest: [] };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") {
      result.rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      result.rest.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const name = (equals < 0 ? word : word.slice(0, equals)).replace(/^--?/, "");
    const takesValue = known[name];
    if (takesValue === undefined) {
      const hint = suggestion(name, Object.keys(known));
      throw new UsageError(`There is no option "${word}"${hint ? `. ${hint}` : ""}`);
    }
    if (!takesValue) {
      if (equals >= 0) throw new UsageError(`The option --${name} takes no value`);
      result.options.set(name, "");
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[++i];
    if (value === undefined) throw new UsageError(`The option --${name} needs a value`);
    result.options.set(name, value);
  }
  if (result.rest.length > most) {
    throw new UsageError(`"${result.rest[most]}" is one word too many`);
  }
  return result;
}
