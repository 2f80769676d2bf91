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
import { packedPackage } from "./tarball.ts";

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
  const tarball = given.text("package");
  refuseFull(world, folder, tarball);
  await fetchProgramFiles();
  const pinned = tarball === undefined ? null : await vendored(world, tarball);
  const files = filesOf(world, kind, pinned);
  const own = `${folder}/package.json`;
  if (world.facts(own) && joinPackage(world, own, kind, pinned)) {
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

/** A package that a book brings along. */
interface Vendored {
  path: string;
  bytes: Uint8Array;
}

/** The package in a file, which must be this program of this version. */
async function vendored(world: World, tarball: string): Promise<Vendored> {
  if (!world.facts(tarball)?.isFile) throw new UsageError(`there is no file "${tarball}"`);
  const bytes = world.readBytes(tarball);
  const packed = await packedPackage(bytes);
  const found = packed === null ? "no package" : `the package ${packed.name} ${packed.version}`;
  if (packed?.name !== NAME) {
    throw new UsageError(`"${tarball}" is ${found}; ${NAME} is what a book installs`);
  }
  if (packed.version !== VERSION) {
    throw new UsageError(
      `"${tarball}" is ${found}, and this is ${VERSION}: name the package of it`,
    );
  }
  return { path: `vendor/${tarball.slice(tarball.lastIndexOf("/") + 1)}`, bytes };
}

/** Only an empty folder, or what a host of repositories puts into a new one. */
function refuseFull(world: World, folder: string, tarball: string | undefined): void {
  const facts = world.facts(folder);
  if (!facts) return;
  if (!facts.isDirectory) throw new UsageError(`"${folder}" is a file`);
  // The package that was just installed may lie where the book shall be.
  const own = tarball !== undefined && world.facts(tarball) ? world.realPath(tarball) : null;
  const others = world.list(folder).filter((name) =>
    !MAY_STAND.test(name) && !/^node_modules$|^package(?:-lock)?\.json$/.test(name) &&
    !(own !== null && world.realPath(`${folder}/${name}`) === own)
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
  pinned: Vendored | null,
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
  if (pinned) files.set(pinned.path, pinned.bytes);
  files.set("package.json", packageJson({}, kind, pinned));
  return files;
}

interface PackageJson {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  [key: string]: unknown;
}

/** The program on npm. */
const NAME = "@heddle/heddle";

/**
 * Pins the program, and names what is published. What a file says already stands, but for where it
 * finds a program that the book now brings along.
 */
function packageJson(old: PackageJson, kind: string, pinned: Vendored | null): string {
  const scripts = {
    build: "heddle build",
    check: "heddle check",
    serve: "heddle serve",
    "publish-site": `heddle build --strict ${KINDS[kind]!.publish}`,
    ...old.scripts,
  };
  const group = old.dependencies?.[NAME] === undefined ? "devDependencies" : "dependencies";
  const source = pinned ? `file:${pinned.path}` : old[group]?.[NAME] ?? VERSION;
  const written = { private: true, ...old, scripts, [group]: { ...old[group], [NAME]: source } };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** A `package.json` that stands already gets what it lacks. */
function joinPackage(
  world: World,
  path: string,
  kind: string,
  pinned: Vendored | null,
): boolean {
  const text = world.readText(path);
  let old: PackageJson;
  try {
    old = JSON.parse(text) as PackageJson;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const joined = packageJson(old, kind, pinned);
  if (joined === text) return false;
  world.write(path, joined);
  const source = /"@heddle\/heddle": "(file:(?!vendor\/)[^"]*)"/.exec(joined)?.[1];
  if (source !== undefined) {
    world.print(
      `${path} finds Heddle at ${source}, which is on this disk alone: ` +
        `--package FILE.tgz would bring it along\n`,
    );
  }
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
