/**
 * What each command may do. The launcher of the npm package, which runs under Node, asks here, and
 * the tasks of `deno.json` say the same; nothing is ever allowed everything.
 *
 * @module
 */

/** The value of an option among words, the last if it was written several times. */
function valueOf(words: readonly string[], name: string): string | undefined {
  return valuesOf(words, name).at(-1);
}

/** Every value of an option among words. */
function valuesOf(words: readonly string[], name: string): string[] {
  return words.flatMap((word, i) =>
    word === `--${name}`
      ? words.slice(i + 1, i + 2)
      : word.startsWith(`--${name}=`)
      ? [word.slice(name.length + 3)]
      : []
  );
}

/** Words that are no option, nor the value of one that takes a value. */
function plainWords(words: readonly string[], valued: readonly string[]): string[] {
  return words.filter((word, i) =>
    !word.startsWith("-") && !valued.some((name) => words[i - 1] === `--${name}`)
  );
}

/** A list of paths as a flag takes it: a comma in a path is written twice. */
function listed(paths: readonly string[]): string {
  return paths.map((path) => path.replaceAll(",", ",,")).join(",");
}

/** Options of a build that take a value. */
const VALUED = [
  "output",
  "audience",
  "to",
  "from-values",
  "blocks",
  "text",
  "port",
  "workers",
] as const;

/** Options of `cells` that take a value. */
const CELLS_VALUED = [
  "by",
  "response",
  "covariates",
  "weights",
  "min",
  "output",
  "delimiter",
  "decimal",
  "missing",
] as const;

const READ = "--allow-read";

/** Where the cells of a file of data are written, if nothing else is said: `trial.cells.csv` of `trial.csv`. */
export function cellsFileOf(file: string): string {
  return `${file.replace(/\.gz$/i, "").replace(/(?<=[^/\\])\.[^./\\]+$/, "")}.cells.csv`;
}

/** What is known where the program is started. */
export interface Outside {
  /** The text of a file, or null. */
  readText(path: string): string | null;
  /** A variable of the environment. */
  environment(name: string): string | undefined;
  /**
   * The full path of a module of a package, each name looked for from where the one before was found,
   * and the first from where Heddle is installed; or null.
   */
  resolve(...names: string[]): string | null;
  /** The system's name in packages: `linux-x64`. */
  system: string;
}

/**
 * Flags of `deno run` for a command of Heddle. Those of `sources` are what `book.yml` names: the
 * hosts, the variables of the environment, the files, and the library of DuckDB where it is loaded.
 */
export async function grants(words: readonly string[], outside: Outside): Promise<string[]> {
  const [command, ...rest] = words;
  if (command !== "sources") return permissions(words);
  const root = plainWords(rest, ["only", "print", "dialect", "take"])[0]
    ?.replace(/(?<=.)[/\\]+$/, "") ?? (outside.readText("book.yml") === null ? "reports" : ".");
  const text = outside.readText(`${root}/book.yml`);
  if (text === null || rest.includes("--help")) return [READ];
  const { sourceGrants } = await import("../site/sources/source_grants.ts");
  const only = valuesOf(rest, "only");
  const needed = sourceGrants(text, (name) => outside.environment(name), only);
  if (valueOf(rest, "print") !== undefined) return [READ];
  const files = needed.files.flatMap((file) => [`${root}/${file}`, `${root}/${file}.next`]);
  const flags = [READ, ...files.length === 0 ? [] : [`--allow-write=${listed(files)}`]];
  if (valueOf(rest, "take") !== undefined) return flags;
  const { hosts, variables, duckdb } = needed;
  if (hosts.length > 0) flags.push(`--allow-net=${hosts.join(",")}`);
  if (variables.length > 0) flags.push(`--allow-env=${variables.join(",")}`);
  const library = duckdb
    ? outside.resolve(
      "@duckdb/node-api",
      "@duckdb/node-bindings",
      `@duckdb/node-bindings-${outside.system}/duckdb.node`,
    )
    : null;
  if (library !== null) flags.push(`--allow-ffi=${listed([library])}`);
  return flags;
}

/** Flags of `deno run` for any other command: exactly what it needs. */
export function permissions(words: readonly string[]): string[] {
  const [command, ...rest] = words;
  // Paths beside the book, which is here or in `reports` if it is not named.
  const beside = (names: readonly string[]): string[] => {
    const root = plainWords(rest, VALUED)[0]?.replace(/(?<=.)[/\\]+$/, "");
    const books = root === undefined ? ["", "reports/"] : root === "/" ? ["/"] : [`${root}/`];
    return books.flatMap((book) => names.map((name) => book + name));
  };
  const site = (files: readonly string[] = []): string => {
    const output = (valueOf(rest, "output") ?? "_site").replace(/(?<=.)[/\\]+$/, "") || "_site";
    // What builds keep for later ones lies beside the book.
    const kept = beside([".heddle"]);
    return `--allow-write=${listed([output, `${output}.next`, ...kept, ...files])}`;
  };
  // The results ledger is written by those alone who ask for it.
  const ledger = (): string[] =>
    rest.includes("--update-ledger") ? beside(["results.lock.json", "results.values"]) : [];
  // Files that the author names to be written.
  const named = ["blocks", "text"].flatMap((name) => valueOf(rest, name) || []);
  switch (command) {
    case "build":
      return [READ, site([...named, ...ledger()])];
    case "serve":
      return [READ, site(), "--allow-net=127.0.0.1,localhost"];
    case "why":
      return [READ];
    case "check":
      return named.length === 0 ? [READ] : [READ, `--allow-write=${listed(named)}`];
    case "store": {
      // The one command that runs a program, and that one alone.
      const root = plainWords(rest, ["scripts", "take"])[0];
      const folders = root === undefined ? [".", "reports"] : [root];
      const scripts = valueOf(rest, "scripts");
      const written = listed([...folders, ...scripts === undefined ? [] : [scripts]]);
      const runs = scripts === undefined && valueOf(rest, "take") === undefined;
      return [READ, `--allow-write=${written}`, ...runs ? ["--allow-run=Rscript"] : []];
    }
    case "fit":
      return [READ];
    case "cells": {
      const [file] = plainWords(rest, CELLS_VALUED);
      const output = valueOf(rest, "output") ?? (file === undefined ? "-" : cellsFileOf(file));
      return output === "-" ? [READ] : [READ, `--allow-write=${listed([output])}`];
    }
    case "new": {
      const [first = ".", second] = plainWords(rest, ["package"]);
      const folder = second ?? (/^(course|report|supplement)$/.test(first) ? "." : first);
      return [READ, `--allow-write=${listed([folder])}`];
    }
    case "import": {
      const folder = valueOf(rest, "output") ?? plainWords(rest, ["output"])[1];
      return folder === undefined ? [READ] : [READ, `--allow-write=${listed([folder])}`];
    }
    case "upgrade": {
      const root = plainWords(rest, [])[0] ?? ".";
      return rest.includes("--write")
        ? [READ, `--allow-write=${listed([`${root}/book.yml`, `${root}/package.json`])}`]
        : [READ];
    }
    default:
      return [];
  }
}

/** Flags that every command has: no environment, no questions, no settings of the folder it is in. */
export const ALWAYS: readonly string[] = ["--no-prompt", "--no-config", "--ignore-env"];
