/**
 * Every room stands on a floor and imports only from lower floors; floors 0 to 6 do no input or
 * output. The drawing is in the manual's chapter on the architecture.
 */
import { assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

/** Floor of a file by the room it lies in; the most particular prefix wins. */
const floors: [prefix: string, floor: number][] = [
  ["mod.ts", 12],
  ["lib/cli/", 12],
  ["lib/site/", 11],
  ["lib/write/", 10],
  ["lib/weave/", 9],
  ["lib/chunk/", 8],
  ["lib/language/", 7],
  ["lib/render/", 6],
  ["lib/design/", 5],
  ["lib/inference/", 4],
  ["lib/model/", 3],
  ["lib/data/", 2],
  ["lib/syntax/", 1],
  ["lib/math/", 1],
  ["lib/awaits.ts", 0],
  ["lib/diagnostic.ts", 0],
  ["lib/home.ts", 0],
  ["lib/later.ts", 0],
  ["lib/limits.ts", 0],
  ["lib/lists.ts", 0],
  ["lib/note.ts", 0],
  ["lib/progress.ts", 0],
  ["lib/version.ts", 0],
  ["lib/world.ts", 0],
  ["lib/types/", 0],
  ["templates/", 0],
];

function floorOf(path: string): number {
  const hit = floors.find(([prefix]) => path.startsWith(prefix));
  if (!hit) throw new Error(`${path} stands on no floor`);
  return hit[1];
}

function room(path: string): string {
  return floors.find(([prefix]) => path.startsWith(prefix))![0];
}

function sources(): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of Deno.readDirSync(new URL(folder, root))) {
      if (entry.isDirectory) walk(`${folder}${entry.name}/`);
      else if (entry.name.endsWith(".ts")) found.push(`${folder}${entry.name}`);
    }
  };
  walk("lib/");
  walk("templates/");
  found.push("mod.ts");
  return found.sort();
}

function importsOf(text: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;]*?\bfrom\s*"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\s*\)/g;
  return [...text.matchAll(pattern)].map((m) => (m[1] ?? m[2])!);
}

/** What a file loads before anything of it runs: no types, and nothing that is imported later. */
function loadedBy(start: string): string[] {
  const pattern = /(?:^|\n)(?:import|export)\s+(?!type\b)([^;"]*?)\bfrom\s*"(\.[^"]+\.ts)"/g;
  const found = new Set([start]);
  for (const path of found) {
    for (
      const [, names = "", specifier] of Deno.readTextFileSync(new URL(path, root)).matchAll(
        pattern,
      )
    ) {
      const braced = /^\{([^}]*)\}\s*$/.exec(names.trim())?.[1];
      const typesAlone = braced?.split(",").every((each) => /^\s*(?:type\b.*)?$/s.test(each));
      if (typesAlone) continue;
      found.add(new URL(specifier!, new URL(path, root)).pathname.slice(root.pathname.length));
    }
  }
  return [...found];
}

Deno.test("a page that is woven from kept values loads no engine", () => {
  const steps = [
    "lib/site/build/compile_site.ts",
    "lib/site/build/prepare_values.ts",
    "lib/weave/resolve/resolve_page.ts",
    "lib/write/html/html_site.ts",
  ];
  const engine =
    /^lib\/(?:model\/(?:mixed|linear|generalized|elimination)|inference\/(?:means|df)|chunk\/verbs\/(?!names|packages)|language\/base)/;
  assertEquals(
    steps.flatMap((step) => loadedBy(step).filter((path) => engine.test(path))),
    [],
  );
});

Deno.test("a room imports only from its own and lower floors", () => {
  const wrong: string[] = [];
  for (const path of sources()) {
    const text = Deno.readTextFileSync(new URL(path, root));
    for (const specifier of importsOf(text)) {
      const target = new URL(specifier, new URL(path, root)).pathname.slice(root.pathname.length);
      if (!/\.(ts|d\.ts)$/.test(target)) continue;
      if (room(target) === room(path)) continue;
      // Floor 0 has several rooms without an order among them: shapes and templates.
      if (floorOf(target) === 0) continue;
      if (floorOf(target) >= floorOf(path)) wrong.push(`${path} → ${target}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no circle of imports, types included", () => {
  const imports = new Map(
    sources().map((path) => {
      const text = Deno.readTextFileSync(new URL(path, root));
      const targets = importsOf(text).map((specifier) =>
        new URL(specifier, new URL(path, root)).pathname.slice(root.pathname.length)
      );
      return [path, targets] as const;
    }),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path].join(" → "));
    if (at >= 0 || done.has(path)) return;
    for (const target of imports.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  assertEquals(circles, []);
});

Deno.test("a room holds about twenty files, a file 400 lines", () => {
  const rooms = new Map<string, number>();
  const wrong: string[] = [];
  for (const path of sources()) {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    rooms.set(folder, (rooms.get(folder) ?? 0) + 1);
    const lines = Deno.readTextFileSync(new URL(path, root)).split("\n").length - 1;
    if (lines > 400) wrong.push(`${path} has ${lines} lines`);
  }
  for (const [folder, count] of rooms) if (count > 21) wrong.push(`${folder} holds ${count} files`);
  assertEquals(wrong, []);
});

Deno.test("floors 0 to 6 do no input or output, and use no clock and no chance", () => {
  const wrong: string[] = [];
  for (const path of sources()) {
    if (floorOf(path) > 6) continue;
    const text = Deno.readTextFileSync(new URL(path, root))
      .replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (
      const banned of [
        "Deno.",
        "fetch(",
        "Math.random",
        "Date.now",
        "new Date",
        "performance.",
        'from "node:',
      ]
    ) {
      if (text.includes(banned)) wrong.push(`${path}: ${banned}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no list of unknown length is spread over arguments: addAll, greatest and least of lib/lists.ts", () => {
  const wrong: string[] = [];
  for (const path of sources()) {
    if (path.startsWith("templates/")) continue;
    const text = Deno.readTextFileSync(new URL(path, root))
      .replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (
      const [found] of text.matchAll(/(?:\.push|\.unshift|Math\.max|Math\.min)\((?:\w+, )?\.\.\./g)
    ) {
      wrong.push(`${path}: ${found}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("which class of model a fit is, is asked nowhere above the room of models", () => {
  const wrong: string[] = [];
  for (const path of sources()) {
    if (floorOf(path) <= 3) continue;
    const text = Deno.readTextFileSync(new URL(path, root))
      .replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    for (
      const [found] of text.matchAll(
        /\bkind\b[^\n]{0,20}[!=]==? "(?:lm|lmer|glm)"|case "(?:lm|lmer|glm)"|\bas (?:LinearModel|LinearMixedModel|GeneralizedLinearModel)\b/g,
      )
    ) wrong.push(`${path}: ${found}`);
  }
  assertEquals(wrong, []);
});
