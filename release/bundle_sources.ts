/**
 * The sources as they are bundled: a bundle has no paths among its modules, so what `imported()` asks
 * for by a path becomes an import that the bundler sees, and is loaded as late as before.
 *
 * @module
 */

/** A call of `imported`, as far as the module that asks. */
const ASKED = /(\bimported(?:<(?:[^()<>]|<[^<>]*>|\([^()]*\))*>)?\(\s*[^()]*?,\s*)import\.meta/g;

/** A module that is named by its path, and not imported. */
const NAMED = /(?<!from |import[(])"(\.{1,2}\/[\w./-]+\.(?:ts|js))"/g;

/** Modules of one folder, by a name that is put together: `./rooms/${name}.ts`. */
const FOLDER = /`(\.{1,2}\/[\w./-]*\/)\$\{\w+\}\.ts`/g;

/** Copies what is bundled from one folder to another. */
export function copySources(from: string, to: string): void {
  const asked = new Set<string>();
  for (
    const path of [
      "deno.json",
      "deno.lock",
      "mod.ts",
      "CHANGELOG.md",
      ...filesIn(from, "lib"),
      ...filesIn(from, "templates"),
    ]
  ) {
    const target = `${to}/${path}`;
    Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    if (!path.endsWith(".ts")) {
      Deno.copyFileSync(`${from}/${path}`, target);
      continue;
    }
    const text = Deno.readTextFileSync(`${from}/${path}`);
    const asks = text.replace(
      ASKED,
      (_, head: string) => `${head}${JSON.stringify(path)} as never`,
    );
    if (asks !== text) { for (const each of modulesAsked(from, path, text)) asked.add(each); }
    Deno.writeTextFileSync(target, asks);
  }
  const later = `${to}/lib/later.ts`;
  const given = Deno.readTextFileSync(later);
  const made = given.replace(
    /export function imported<M>[\s\S]*?\n}\n/,
    () => withModules([...asked].sort()),
  );
  if (made === given) {
    throw new Error("lib/later.ts has another imported() than the bundle expects");
  }
  Deno.writeTextFileSync(later, made);
}

function filesIn(root: string, folder: string): string[] {
  return [...Deno.readDirSync(`${root}/${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(root, `${folder}/${name}`) : [`${folder}/${name}`]
  );
}

/** Modules that a text names by their paths; not those that it imports itself. */
function modulesAsked(root: string, path: string, text: string): string[] {
  const resolved = (own: string): string => new URL(own, `file:///${path}`).pathname.slice(1);
  const named = [...text.matchAll(NAMED)].map(([, own]) => resolved(own!));
  const folders = [...text.matchAll(FOLDER)].flatMap(([, own]) =>
    filesIn(root, resolved(own!).replace(/\/$/, ""))
  );
  return [...named, ...folders];
}

/** \`imported()\` over a list of modules. */
function withModules(paths: readonly string[]): string {
  const lines = paths.map((path) =>
    `  ${JSON.stringify(path)}: () => import(${JSON.stringify(`../${path}`)}),`
  );
  return `const MODULES: Record<string, () => Promise<unknown>> = {
${lines.join("\n")}
};

export function imported<M>(path: string, from: unknown): Promise<M> {
  const module = MODULES[new URL(path, \`file:///\${from}\`).pathname.slice(1)];
  if (!module) throw new Error(\`The bundle has no module \${path}\`);
  return module() as Promise<M>;
}
`;
}
