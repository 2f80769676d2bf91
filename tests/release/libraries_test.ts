import { assert, assertEquals } from "@std/assert";
import { bundleHead, bundleOf, LIBRARIES } from "../../release/libraries_bundle.ts";
import { ownRule } from "../../lib/weave/rules/own_rule.ts";

Deno.test("the bundles of libraries are made of the versions that deno.json names", () => {
  for (const name of Object.keys(LIBRARIES)) {
    const bundle = Deno.readTextFileSync(bundleOf(name));
    assert(bundle.startsWith(`${bundleHead(name)}\n`), `${name} is old: deno task libraries`);
  }
});

Deno.test("a bundle exports what its package does, where all of it is taken", async () => {
  const plot = Object.keys(await import("../../lib/libraries/plot.js"));
  assertEquals(plot.sort(), Object.keys(await import("@observablehq/plot")).sort());
  const valibot = Object.keys(await import("../../lib/libraries/valibot.js"));
  assertEquals(valibot.sort(), Object.keys(await import("valibot")).sort());
});

Deno.test("the bundle of paths joins as its package does", async () => {
  const own = await import("../../lib/libraries/std_path.js");
  const theirs = await import("@std/path/posix");
  for (const parts of [["a", "../b/"], ["/", "..", "c"], ["", "./d//e"], ["é", "f.md"]]) {
    assertEquals(own.join(...parts), theirs.join(...parts));
    assertEquals(own.dirname(parts.join("/")), theirs.dirname(parts.join("/")));
    assertEquals(own.normalize(parts.join("/")), theirs.normalize(parts.join("/")));
  }
});

Deno.test("nothing but a bundle's types is taken from its package", () => {
  const loads = Object.values(LIBRARIES).map(([specifier]) => specifier);
  const wrong: string[] = [];
  const walk = (folder: URL): void => {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      if (isDirectory) walk(new URL(`${name}/`, folder));
      else if (name.endsWith(".ts")) {
        const path = new URL(name, folder);
        if (path.pathname.includes("/lib/weave/plot/realm/")) continue;
        const text = Deno.readTextFileSync(path).replace(/\/\*[\s\S]*?\*\//g, "");
        for (
          const [, kind, from] of text.matchAll(
            /(?:^|\n)(import type|import|export)\b[^;]*?from "([^".]+)"/g,
          )
        ) if (kind !== "import type" && loads.includes(from!)) wrong.push(`${path}: ${from}`);
      }
    }
  };
  walk(new URL("../../lib/", import.meta.url));
  assertEquals(wrong, []);
});

Deno.test("a rule is found by its name in the chain, whatever its function is called", () => {
  const rules = new Map([["a", () => 1], ["b", () => 2]]);
  const off = new Set<string>();
  const ruler = {
    getRules: () => [...rules].filter(([name]) => !off.has(name)).map(([, rule]) => rule),
    disable: (name: string) => off.add(name),
    enable: (name: string) => off.delete(name),
  };
  assertEquals(ownRule(ruler, "b"), rules.get("b"));
  assertEquals(ruler.getRules().length, 2);
});
