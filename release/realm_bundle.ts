/**
 * Bundles the realm of `plot` fences with its libraries into `lib/weave/plot/plot_realm.js`.
 *
 *     deno task realm
 *
 * @module
 */

import { licences } from "./licences.ts";

const folder = new URL("../lib/weave/plot/realm/", import.meta.url);
const target = new URL("../plot_realm.js", folder);

/** Names what a bundle is made of: our sources and the versions of the libraries. */
export async function realmSources(): Promise<string> {
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .sort();
  const config = JSON.parse(
    Deno.readTextFileSync(new URL("../deno.json", import.meta.url)),
  ) as { imports: Record<string, string> };
  const text = [
    ...names.map((name) => Deno.readTextFileSync(new URL(name, folder))),
    Deno.readTextFileSync(new URL("../plot_limits.ts", folder)),
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

/** The licences of the packages in the bundle. */
async function notices(): Promise<string> {
  const texts = await licences(
    new URL("realm.ts", folder).pathname,
    /^(?:@observablehq\/plot|linkedom)@/,
  );
  return `Licences of the packages in plot_realm.js. Written by \`deno task realm\`.\n\n${texts}\n`;
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
  Deno.writeTextFileSync(new URL("../plot_realm.txt", folder), await notices());
}
