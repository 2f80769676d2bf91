/**
 * `new`: a book that builds, checks and publishes itself, in an empty folder or in one that was just
 * cloned.
 *
 * @module
 */
import {
  fetchProgramFiles,
  programBytes,
  programNames,
  programText,
} from "../write/program_files.ts";
import { VERSION } from "../version.ts";
import type { World } from "../world.ts";
import { optionsHelp, type OptionSpec, readArguments, UsageError } from "./arguments.ts";

/** What a book can be, and how it is published. */
const KINDS: Readonly<Record<string, { words: string; publish: string }>> = {
  course: { words: "chapters with exercises and solutions", publish: "--audience student" },
  report: { words: "one trial, one page", publish: "--single-file" },
  supplement: { words: "the analysis behind an article", publish: "--single-file" },
};

const OPTIONS: readonly OptionSpec[] = [
  {
    name: "package",
    value: "FILE.tgz",
    help: "the package that the book installs: a copy of this file instead of the published one",
  },
  { name: "help", help: "these lines" },
];

/** Files that a cloned folder may hold already: they stay as they are. */
const MAY_STAND =
  /^(?:\.git|\.gitignore|\.gitattributes|\.github|readme(?:\.\w+)?|licen[cs]e(?:\.\w+)?)$/i;

/** Writes a book; what already stands in the folder is left as it is. */
export async function newCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, OPTIONS, 2);
  if (given.has("help")) {
    const kinds = Object.entries(KINDS).map(([name, { words }]) =>
      `  ${name.padEnd(12)}${words}\n`
    );
    world.print(
      `heddle new [course|report|supplement] [FOLDER=.] [options]\n\n${kinds.join("")}\n` +
        `${optionsHelp(OPTIONS)}\n`,
    );
    return 0;
  }
  const { kind, folder } = asked(given.rest);
  refuseFull(world, folder);
  await fetchProgramFiles();
  const files = filesOf(world, kind, given.text("package"));
  const own = `${folder}/package.json`;
  if (world.facts(own) && joinPackage(world, own, kind)) {
    world.print(`${own} has the book's scripts\n`);
  }
  for (const [path, content] of files) {
    if (!world.facts(`${folder}/${path}`)) world.write(`${folder}/${path}`, content);
    else files.delete(path);
  }
  const ignored = ignore(world, folder);
  world.print(
    [...files.keys(), ...ignored].sort().map((path) => `${folder}/${path}\n`).join("") +
      `\n${folder === "." ? "Next" : `In ${folder}`}: npx heddle build, npx heddle serve. ` +
      `To publish on every push: npm install, and commit package-lock.json\n`,
  );
  return 0;
}

/** Which book, and where: a course if no kind is named. */
function asked(rest: readonly string[]): { kind: string; folder: string } {
  const [first, second] = rest;
  if (first === undefined) {
    throw new UsageError("say which folder: heddle new course FOLDER");
  }
  const named = Object.hasOwn(KINDS, first);
  if (!named && second !== undefined) {
    throw new UsageError(`a book is a ${Object.keys(KINDS).join(", a ")}, not a "${first}"`);
  }
  const folder = named ? second ?? "." : first;
  return { kind: named ? first : "course", folder: folder.replace(/(?<=.)\/+$/, "") };
}

/** Only an empty folder, or what a host of repositories puts into a new one. */
function refuseFull(world: World, folder: string): void {
  const facts = world.facts(folder);
  if (!facts) return;
  if (!facts.isDirectory) throw new UsageError(`"${folder}" is a file`);
  const others = world.list(folder).filter((name) =>
    !MAY_STAND.test(name) && !/^node_modules$|^package(?:-lock)?\.json$/.test(name)
  );
  if (others.length > 0) {
    throw new UsageError(
      `"${folder}" is not empty (it holds ${others.slice(0, 3).join(", ")}); name a new folder`,
    );
  }
}

/** The files of a new book by their paths in it. */
function filesOf(
  world: World,
  kind: string,
  tarball: string | undefined,
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  for (const group of ["common", kind]) {
    for (const name of programNames(`new/${group}`)) {
      const bytes = programBytes(world, `new/${group}/${name}`);
      if (bytes) files.set(name, bytes);
    }
  }
  files.delete("gitignore");
  files.delete("workflow.yml");
  files.set(".github/workflows/publish.yml", programText(world, "new/common/workflow.yml"));
  const settings = programText(world, `new/${kind}/book.yml`);
  files.set("book.yml", `${settings}heddle: ${VERSION}\n`);
  let pinned = VERSION;
  if (tarball !== undefined) {
    if (!world.facts(tarball)?.isFile) throw new UsageError(`there is no file "${tarball}"`);
    const name = `vendor/${tarball.slice(tarball.lastIndexOf("/") + 1)}`;
    files.set(name, world.readBytes(tarball));
    pinned = `file:${name}`;
  }
  files.set("package.json", packageJson({}, kind, pinned));
  return files;
}

interface PackageJson {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  [key: string]: unknown;
}

/** Pins the program, and names what is published; what a file says already stands. */
function packageJson(old: PackageJson, kind: string, pinned: string): string {
  const scripts = {
    build: "heddle build",
    check: "heddle check",
    serve: "heddle serve",
    "publish-site": `heddle build --strict ${KINDS[kind]!.publish}`,
    ...old.scripts,
  };
  const name = "@heddle/heddle";
  const has = old.dependencies?.[name] ?? old.devDependencies?.[name];
  const written = {
    private: true,
    ...old,
    scripts,
    ...(has ? {} : { devDependencies: { ...old.devDependencies, [name]: pinned } }),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** A `package.json` that stands already gets what it lacks. */
function joinPackage(world: World, path: string, kind: string): boolean {
  const text = world.readText(path);
  let old: PackageJson;
  try {
    old = JSON.parse(text) as PackageJson;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const joined = packageJson(old, kind, VERSION);
  if (joined === text) return false;
  world.write(path, joined);
  return true;
}

/** Adds what is made, not written, to `.gitignore`; the author's own lines stay. */
function ignore(world: World, folder: string): string[] {
  const path = `${folder}/.gitignore`;
  const text = world.facts(path)?.isFile ? world.readText(path) : "";
  const own = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, "")));
  const missing = programText(world, "new/common/gitignore").split("\n")
    .filter((line) => line !== "" && !own.has(line.replace(/\/$/, "")));
  if (missing.length === 0) return [];
  world.write(
    path,
    `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${missing.join("\n")}\n`,
  );
  return [".gitignore"];
}
