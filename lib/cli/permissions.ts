/**
 * What each command may do. The launcher of the npm package, which runs under Node, asks here, and
 * the tasks of `deno.json` say the same; nothing is ever allowed everything.
 *
 * @module
 */

/** The value of an option among words, the last if it was written several times. */
function valueOf(words: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  words.forEach((word, i) => {
    if (word === `--${name}`) value = words[i + 1];
    else if (word.startsWith(`--${name}=`)) value = word.slice(name.length + 3);
  });
  return value;
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

const READ = "--allow-read";

/** Flags of `deno run` for a command of Heddle: exactly what it needs. */
export function permissions(words: readonly string[]): string[] {
  const [command, ...rest] = words;
  const site = (files: readonly string[] = []): string => {
    const output = (valueOf(rest, "output") ?? "_site").replace(/(?<=.)[/\\]+$/, "") || "_site";
    const root = plainWords(rest, VALUED)[0]?.replace(/(?<=.)[/\\]+$/, "");
    const books = root === undefined ? ["", "reports/"] : root === "/" ? ["/"] : [`${root}/`];
    // What builds keep for later ones lies beside the book.
    const kept = books.map((book) => `${book}.heddle`);
    return `--allow-write=${listed([output, `${output}.next`, ...kept, ...files])}`;
  };
  // Files that the author names to be written.
  const named = ["blocks", "text"].flatMap((name) => valueOf(rest, name) || []);
  switch (command) {
    case "build":
      return [READ, site(named)];
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
