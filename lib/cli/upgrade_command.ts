/**
 * `upgrade`: what changed since a book was written, and the new version in its settings.
 *
 * @module
 */
import { changesSince } from "../site/book/changes.ts";
import { readBook } from "../site/book/book.ts";
import { compareVersions, VERSION, versionOf } from "../version.ts";
import { readYaml } from "../weave/page/yaml_text.ts";
import type { World } from "../world.ts";
import { optionsHelp, type OptionSpec, readArguments, UsageError } from "./arguments.ts";

const OPTIONS: readonly OptionSpec[] = [
  { name: "write", help: "set the version in book.yml, and in package.json where that pins it" },
  { name: "help", help: "these lines" },
];

/** Tells the changes since the version in `book.yml`; with `--write` sets the new one. */
export function upgradeCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, OPTIONS, 1);
  if (given.has("help")) {
    world.print(`heddle upgrade [ROOT=.] [options]\n\n${optionsHelp(OPTIONS)}\n`);
    return Promise.resolve(0);
  }
  const root = given.rest[0]?.replace(/(?<=.)\/+$/, "") ?? ".";
  const path = `${root}/book.yml`;
  if (!world.facts(path)?.isFile) throw new UsageError(`there is no book.yml in "${root}"`);
  const text = world.readText(path);
  const { heddle } = readBook(text).settings;
  const written = versionOf(heddle);
  if (heddle !== "" && !written) throw new UsageError(`"${heddle}" in book.yml is no version`);
  tell(world, heddle, written);
  if (given.has("write") && heddle !== VERSION) {
    world.write(path, withVersion(path, text));
    world.print(`${path}: heddle: ${VERSION}\n`);
    pin(world, `${root}/package.json`);
  }
  return Promise.resolve(0);
}

function tell(world: World, heddle: string, written: [number, number, number] | null): void {
  if (written && compareVersions(written, versionOf(VERSION)!) > 0) {
    throw new UsageError(`the book was written for Heddle ${heddle}, which is newer than this one`);
  }
  const changes = changesSince(heddle === "" ? "0.0.0" : heddle);
  world.print(
    heddle === ""
      ? `book.yml names no version; this is Heddle ${VERSION}\n`
      : `written for Heddle ${heddle}; this is ${VERSION}\n`,
  );
  let version = "";
  for (const change of changes) {
    if (change.version !== version) world.print(`\n${version = change.version}\n`);
    world.print(`  ${change.kind === null ? "" : `[${change.kind}] `}${change.text}\n`);
  }
  if (changes.length === 0) world.print("nothing changed since\n");
}

/** The settings with this version, every other character as it was. */
function withVersion(path: string, text: string): string {
  const yaml = readYaml(text);
  const keys = Object.keys(yaml.value ?? {});
  const key = keys.find((name) => name === "heddle") ?? keys.find((name) => name === "version");
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  let changed = `${text}${text === "" || text.endsWith("\n") ? "" : end}heddle: ${VERSION}${end}`;
  if (key !== undefined) {
    const at = yaml.locate([key]);
    changed = text.slice(0, at.start) + VERSION + text.slice(at.end);
  }
  // What is written in another way, as with braces, is for its author to change.
  if (readBook(changed).settings.heddle === VERSION) return changed;
  throw new UsageError(
    `write "heddle: ${VERSION}" into ${path}: its form leaves no place for a line`,
  );
}

/** Pins this version in a `package.json` that pins another; a tarball stays as it is. */
function pin(world: World, path: string): void {
  if (!world.facts(path)?.isFile) return;
  const text = world.readText(path);
  const changed = text.replace(
    /("@heddle\/heddle"\s*:\s*")\d+\.\d+\.\d+(")/g,
    (_all, before: string, after: string) => before + VERSION + after,
  );
  const file = /"@heddle\/heddle"\s*:\s*"(file:[^"]*)"/.exec(text)?.[1];
  if (file !== undefined && !file.includes(VERSION)) {
    world.print(`${path}: installs ${file}; put the package of ${VERSION} in its place\n`);
  }
  if (changed === text) return;
  world.write(path, changed);
  world.print(`${path}: @heddle/heddle ${VERSION}; run npm install\n`);
}
