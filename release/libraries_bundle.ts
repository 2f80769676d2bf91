/**
 * Bundles libraries that every build loads into `lib/libraries/`, one file each: a package of a hundred
 * small files, or of CommonJS, takes longer to load than a page takes to be made.
 *
 *     deno task libraries
 *
 * @module
 */
import { licences } from "./licences.ts";

/**
 * What each bundle exports, by its name: the package in `deno.json`, what is taken from it, and the
 * module of the package that it is taken from where its main one cannot be taken apart.
 */
export const LIBRARIES: Readonly<
  Record<string, readonly [specifier: string, taken: string, module?: string]>
> = {
  katex: ["katex", "{ default }"],
  linkedom: ["linkedom/worker", "{ parseHTML }"],
  markdown_it: ["markdown-it", "{ default }"],
  ml_matrix: [
    "ml-matrix",
    "{ EigenvalueDecomposition, Matrix, SingularValueDecomposition }",
    "./src/index.js",
  ],
  plot: ["@observablehq/plot", "*"],
  std_path: ["@std/path/posix", "{ dirname, join, normalize }"],
  valibot: ["valibot", "*"],
  yaml: ["yaml", "{ isMap, isPair, isScalar, isSeq, parseDocument, visit }"],
};

const root = new URL("../", import.meta.url);

/** Where a bundle lies. */
export function bundleOf(name: string): URL {
  return new URL(`lib/libraries/${name}.js`, root);
}

/** First words of a bundle: whose types it has, and what it was made of. */
export function bundleHead(name: string): string {
  const [specifier, taken] = LIBRARIES[name]!;
  const { imports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", root))) as {
    imports: Record<string, string>;
  };
  return `// @ts-self-types="${specifier}"\n` +
    `/* Made by \`deno task libraries\`: ${taken} of ${imports[specifier]} */`;
}

async function bundle(name: string): Promise<void> {
  const [specifier, taken, module] = LIBRARIES[name]!;
  const from = module === undefined
    ? specifier
    : new URL(module, import.meta.resolve(specifier)).href;
  const target = bundleOf(name).pathname;
  const entry = `${target}.ts`;
  Deno.writeTextFileSync(entry, `export ${taken} from "${from}";\n`);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ..."bundle --quiet --platform browser --format esm --minify --output".split(" "),
      target,
      entry,
    ],
  }).output();
  Deno.removeSync(entry);
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  Deno.writeTextFileSync(target, `${bundleHead(name)}\n${Deno.readTextFileSync(target)}`);
}

if (import.meta.main) {
  for (const name of Object.keys(LIBRARIES)) await bundle(name);
  const texts = await licences(
    new URL("lib/cli/main.ts", root).pathname,
    /^(?:katex|linkedom|markdown-it|ml-matrix|@observablehq\/plot|valibot|yaml|deno-std)@/,
  );
  Deno.writeTextFileSync(
    new URL("lib/libraries/licences.txt", root),
    `Licences of the packages in this folder. Written by \`deno task libraries\`.\n\n${texts}\n`,
  );
}
