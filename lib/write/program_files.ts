/**
 * Files of the program that become part of a site: style, script, fonts, the starter of a book. On a
 * disk they are read as they are asked for; where the program was loaded from the web they are
 * fetched together before anything is built, from where the program itself came from.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import { filePath, programFile } from "../home.ts";
import type { World } from "../world.ts";
import { TEMPLATE_FILES } from "../../templates/files.ts";

const decoder = new TextDecoder();

/** What was fetched, by path from the program's home; null on a disk. */
let fetched: Map<string, Uint8Array> | null = null;

/**
 * Makes ready what {@link programBytes} gives. On a disk there is nothing to do.
 *
 * @throws {DiagnosticError} `program-incomplete` if a file cannot be fetched
 */
export async function fetchProgramFiles(): Promise<void> {
  if (fetched !== null || programFile("").protocol === "file:") return;
  const files = await Promise.all(TEMPLATE_FILES.map(async (name) => {
    const path = `templates/${name}`;
    return [path, await fetchBytes(programFile(path))] as const;
  }));
  fetched = new Map(files);
}

async function fetchBytes(address: URL): Promise<Uint8Array> {
  let reason: string;
  try {
    const response = await fetch(address);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    reason = `the answer was ${response.status}`;
    await response.body?.cancel();
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  fail(
    "program-incomplete",
    `A file of the program cannot be fetched: ${address.href}: ${reason}`,
    {
      hint: `Allow it with --allow-net=${address.host}, or install the package with npm`,
    },
  );
}

/** What was read from the disk: the program stays the same as long as it runs. */
const read = new Map<string, Uint8Array>();

/** Bytes of a file below `templates/`; null if there is none of that name. */
export function programBytes(world: World, name: string): Uint8Array | null {
  const path = `templates/${name}`;
  if (fetched !== null) return fetched.get(path) ?? null;
  const known = read.get(path);
  if (known) return known;
  const place = filePath(programFile(path));
  if (!world.facts(place)?.isFile) return null;
  const bytes = world.readBytes(place);
  read.set(path, bytes);
  return bytes;
}

/** Texts that are made of the program's files alone, by their names. */
const texts = new Map<string, string>();

/** A text that is made of the program's files alone, made once. */
export function programMade(name: string, make: () => string): string {
  let text = texts.get(name);
  if (text === undefined) texts.set(name, text = make());
  return text;
}

/** Text of a file below `templates/` that is always there. */
export function programText(world: World, name: string): string {
  const bytes = programBytes(world, name);
  if (bytes === null) {
    fail("program-incomplete", `A file of the program is missing: templates/${name}`, {
      hint: "Install the program again",
    });
  }
  return decoder.decode(bytes);
}

/** Names of the files below a folder of `templates/`, relative to it. */
export function programNames(folder: string): string[] {
  return TEMPLATE_FILES.filter((name) => name.startsWith(`${folder}/`))
    .map((name) => name.slice(folder.length + 1));
}
