/**
 * Which program this is, to the last byte: what another one made is not taken for what this one
 * would make. A version does not tell, for sources may be changed without it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { filePath, programFile } from "../../home.ts";
import { VERSION } from "../../version.ts";

/** Folders of the program that what it makes does not depend on. */
const ASIDE = /^(?:node_modules|tests|reports|release|assembly|types|dist|_site|\.)/;

let known: string | null = null;

/** The digest of all files of the program, and of what runs it. */
export function programKey(): string {
  return known ??= keyOf(programFile("./"));
}

function keyOf(home: URL): string {
  const hash = createHash("sha256");
  // The last bits of a logarithm are those of the machine and of what runs the program.
  const { os, arch } = Deno.build;
  hash.update(JSON.stringify([VERSION, Deno.version.deno, Deno.version.v8, os, arch]));
  // What was taken from the web never changes under its address.
  if (home.protocol !== "file:") return hash.update(home.href).digest("hex");
  const take = (folder: string, path: string): void => {
    const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
    for (const { name, isDirectory } of entries) {
      if (path === "" && ASIDE.test(name)) continue;
      const full = `${folder}/${name}`;
      if (isDirectory) take(full, `${path}${name}/`);
      else if (/\.(?:[cm]?[jt]s|css|svg|woff2|lock|json|txt)$/.test(name)) {
        hash.update(`${path}${name}\n`);
        hash.update(Deno.readFileSync(full));
      }
    }
  };
  take(filePath(home).replace(/\/$/, ""), "");
  return hash.digest("hex");
}
