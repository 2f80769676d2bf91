/**
 * Bundles the realm of `plot` fences with its libraries into `lib/weave/plot/plot_realm.js`.
 *
 *     deno task realm
 *
 * @module
 */

const folder = new URL("./", import.meta.url);
const target = new URL("../plot_realm.js", import.meta.url);

/** Names what a bundle is made of: our sources and the versions of the libraries. */
export async function realmSources(): Promise<string> {
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((name) => name !== "bundle.ts").sort();
  const config = JSON.parse(
    Deno.readTextFileSync(new URL("../../../../deno.json", import.meta.url)),
  ) as { imports: Record<string, string> };
  const text = [
    ...names.map((name) => Deno.readTextFileSync(new URL(name, folder))),
    Deno.readTextFileSync(new URL("../plot_limits.ts", import.meta.url)),
    config.imports["@observablehq/plot"],
    config.imports["linkedom/worker"],
  ].join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** First words of a bundle. */
export function realmHead(sources: string): string {
  return `/* Made by \`deno task realm\` of ${sources}; holds Observable Plot, d3 and linkedom (ISC) */`;
}

interface Package {
  name: string;
  version: string;
  dependencies: string[];
}

/** Packages whose key fits, and all that they depend on. */
function reachable(all: Readonly<Record<string, Package>>, first: RegExp): Package[] {
  const keys = new Set(Object.keys(all).filter((key) => first.test(key)));
  for (const key of keys) for (const other of all[key]!.dependencies) keys.add(other);
  return [...keys].map((key) => all[key]!);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** The licences of the packages in the bundle, each text once. */
async function notices(): Promise<string> {
  const info = async (...args: string[]): Promise<Record<string, unknown>> => {
    const command = new Deno.Command(Deno.execPath(), { args: ["info", "--json", ...args] });
    return JSON.parse(new TextDecoder().decode((await command.output()).stdout));
  };
  const cache = (await info()).npmCache as string;
  const registries = [...Deno.readDirSync(cache)].filter((e) => e.isDirectory).map((e) => e.name);
  const { npmPackages } = await info(new URL("realm.ts", folder).pathname);
  const packages = reachable(
    npmPackages as Record<string, Package>,
    /^(?:@observablehq\/plot|linkedom)@/,
  );
  const texts = new Map<string, string[]>();
  for (const { name, version } of packages) {
    const home = registries.map((r) => `${cache}/${r}/${name}/${version}`).find(isFolder);
    if (home === undefined) throw new Error(`${name} ${version} is not in ${cache}`);
    const file = [...Deno.readDirSync(home)].find((e) => /^licen[cs]e/i.test(e.name));
    const text = file ? Deno.readTextFileSync(`${home}/${file.name}`).trim() : "";
    const stated = JSON.parse(Deno.readTextFileSync(`${home}/package.json`)).license;
    const whole = text === "" ? `Licence as stated by the package: ${stated}` : text;
    texts.set(whole, [...texts.get(whole) ?? [], `${name} ${version}`].sort());
  }
  const parts = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}`).sort();
  return `Licences of the packages in plot_realm.js. Written by \`deno task realm\`.\n\n${
    parts.join(`\n\n${"-".repeat(80)}\n\n`)
  }\n`;
}

if (import.meta.main) {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ..."bundle --quiet --platform browser --format iife --minify".split(" "),
      "--output",
      target.pathname,
      new URL("realm.ts", folder).pathname,
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  // Modules are strict; the bundle is a script.
  const bundled = `"use strict";\n${Deno.readTextFileSync(target)}`;
  Deno.writeTextFileSync(target, `${realmHead(await realmSources())}\n${bundled}`);
  Deno.writeTextFileSync(new URL("../plot_realm.txt", import.meta.url), await notices());
}
