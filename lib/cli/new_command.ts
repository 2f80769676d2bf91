/**
 * `new`: a small book that builds.
 *
 * @module
 */
import type { World } from "../world.ts";
import { readArguments, UsageError } from "./arguments.ts";

/** Where the files of the new book lie. */
const TEMPLATE = decodeURIComponent(new URL("../../templates/book", import.meta.url).pathname);

/** Where this program lies. */
const PROGRAM = decodeURIComponent(new URL("../..", import.meta.url).pathname).replace(/\/$/, "");

/** Writes a book into a folder that is empty or not there yet. */
export function newCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, [{ name: "help", help: "these lines" }], 1);
  if (given.has("help")) {
    world.print("heddle new FOLDER\n\nBegins a book: a chapter, its data, settings and tasks.\n");
    return Promise.resolve(0);
  }
  const folder = given.rest[0]?.replace(/(?<=.)\/+$/, "");
  if (!folder) throw new UsageError("say which folder: heddle new FOLDER");
  const facts = world.facts(folder);
  if (facts && !facts.isDirectory) throw new UsageError(`"${folder}" is a file`);
  if (facts && world.list(folder).length > 0) {
    throw new UsageError(`"${folder}" is not empty; name a folder that is not there yet`);
  }
  const files = filesBelow(world, TEMPLATE);
  for (const path of files) {
    world.write(`${folder}/${path}`, world.readBytes(`${TEMPLATE}/${path}`));
  }
  world.write(`${folder}/deno.json`, tasks());
  world.print(
    [...files, "deno.json"].sort().map((path) => `${folder}/${path}\n`).join("") +
      `\nIn ${folder}: deno task build, or deno task serve\n`,
  );
  return Promise.resolve(0);
}

/** Paths of all files below a folder, relative to it. */
function filesBelow(world: World, folder: string): string[] {
  return world.list(folder).flatMap((name) =>
    world.facts(`${folder}/${name}`)?.isDirectory
      ? filesBelow(world, `${folder}/${name}`).map((path) => `${name}/${path}`)
      : [name]
  );
}

/** The tasks of the book, which run this program where it lies. */
function tasks(): string {
  const run = (permissions: string): string =>
    `deno run --config "${PROGRAM}/deno.json" ${permissions} --ignore-env ` +
    `"${PROGRAM}/lib/cli/main.ts"`;
  const write = "--allow-read --allow-write=_site,_site.next";
  return JSON.stringify(
    {
      tasks: {
        build: `${run(write)} build . --output _site`,
        check: `${run("--allow-read")} check .`,
        serve: `${run(`${write} --allow-net=127.0.0.1,localhost`)} serve . --output _site`,
      },
    },
    null,
    2,
  ) + "\n";
}
