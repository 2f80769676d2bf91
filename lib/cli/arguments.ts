/**
 * Words of the command line to named options.
 *
 * @module
 */
import { slashed } from "../home.ts";
import { addAll, greatest } from "../lists.ts";
import { nearest } from "../syntax/nearest.ts";

/** Wrong use of the command line: exit status 2, one line. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** An option of a command. */
export interface OptionSpec {
  /** Without its dashes. */
  name: string;
  /** What stands for its value in the help text; absent for one that takes none. */
  value?: string;
  help: string;
}

/** What was written after a command. */
export class Arguments {
  readonly #values = new Map<string, string[]>();
  /** Everything that is no option. */
  readonly rest: string[] = [];

  /** True if the option was written. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value of an option, the last if it was written several times. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** Every value of an option. */
  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** Adds a value of an option. */
  add(name: string, value: string): void {
    this.#values.set(name, [...this.texts(name), value]);
  }

  /**
   * One of some words.
   *
   * @throws {UsageError}
   */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : chosen(name, text, choices);
  }

  /**
   * Some of some words, with commas between.
   *
   * @throws {UsageError}
   */
  choices<T extends string>(name: string, choices: readonly T[]): T[] {
    const words = this.texts(name).flatMap((text) => text.split(",")).map((word) => word.trim());
    return words.map((word) => chosen(name, word, choices));
  }

  /**
   * A number.
   *
   * @throws {UsageError}
   */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value)) return value;
    throw new UsageError(`--${name} needs a number, not "${text}"`);
  }
}

/** The word of some words that a text is, or begins. */
function chosen<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((c) => c.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const begun = choices.filter((c) => c.toLowerCase().startsWith(text.toLowerCase()));
  const near = text.length < 3 ? null : begun.length === 1 ? begun[0] : nearest(text, choices);
  throw new UsageError(
    `--${name} cannot be "${text}"; ` +
      (near == null ? `choose one of ${choices.join(", ")}` : `did you mean "${near}"?`),
  );
}

/**
 * Reads `--name value`, `--name=value`, `--flag` and plain words.
 *
 * @param known The options of the command.
 * @param most How many plain words it takes; each is a path.
 * @param windows Whether paths may be written with backslashes.
 * @throws {UsageError}
 */
export function readArguments(
  words: readonly string[],
  known: readonly OptionSpec[],
  most: number,
  windows = Deno.build.os === "windows",
): Arguments {
  const result = new Arguments();
  const path = (text: string): string => windows ? slashed(text) : text;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") {
      addAll(result.rest, words.slice(i + 1).map(path));
      break;
    }
    if (!/^-./.test(word)) {
      result.rest.push(path(word));
      continue;
    }
    const equals = word.indexOf("=");
    const name = (equals < 0 ? word : word.slice(0, equals)).replace(/^--?/, "");
    const option = known.find((o) => o.name === name) ?? unknownOption(name, known);
    if (option.value === undefined) {
      if (equals >= 0) throw new UsageError(`--${name} takes no value`);
      result.add(name, "");
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[++i];
    if (value === undefined || (equals < 0 && value.startsWith("--"))) {
      throw new UsageError(`--${name} needs a value: --${name} ${option.value}`);
    }
    result.add(name, /^(FILE|FOLDER)/.test(option.value) ? path(value) : value);
  }
  if (result.rest.length > most) {
    throw new UsageError(`"${result.rest[most]}" is one word too many`);
  }
  return result;
}

function unknownOption(name: string, known: readonly OptionSpec[]): never {
  const names = known.map((o) => o.name);
  const near = nearest(name, names);
  throw new UsageError(
    `there is no option --${name}; ` +
      (near === null
        ? `there are ${names.map((n) => `--${n}`).join(" ")}`
        : `did you mean --${near}?`),
  );
}

/** The options of a command, one a line, their explanations in a column. */
export function optionsHelp(options: readonly OptionSpec[]): string {
  const left = options.map((o) => `  --${o.name}${o.value === undefined ? "" : ` ${o.value}`}`);
  const width = Math.min(32, greatest(left.map((l) => l.length)) + 2);
  return options.map((o, i) => {
    const head = left[i] ?? "";
    const [first = "", ...more] = folded(o.help, 100 - width);
    const start = head.length > width - 2
      ? `${head}\n${" ".repeat(width)}${first}`
      : head.padEnd(width) + first;
    return [start, ...more.map((line) => " ".repeat(width) + line)].join("\n");
  }).join("\n");
}

/** A text in lines of some width. */
function folded(text: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    const line = lines[last] ?? "";
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[last] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
