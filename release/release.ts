/**
 * Makes `dist/heddle-heddle-VERSION.tgz`, the package for npm, and tries what JSR would say of the
 * sources.
 *
 *     deno task release
 *
 * The package is JavaScript in a few bundles that hold every library, so that its one dependency is
 * Deno itself; with types, templates, licences and a launcher that gives each command what it needs.
 *
 * @module
 */
import { VERSION } from "../lib/version.ts";
import { TEMPLATE_FILES } from "../templates/files.ts";
import { copySources } from "./bundle_sources.ts";
import { licences } from "./licences.ts";

/** The Deno that the package brings along. */
export const DENO = "2.9.6";

/** Modules that something outside the bundles begins with. */
const ENTRIES = [
  "mod.ts",
  "lib/cli/main.ts",
  "lib/cli/permissions.ts",
  "templates/mod.ts",
  "lib/site/threads/page_worker.ts",
  "lib/weave/plot/plot_worker.ts",
  "lib/weave/plot/fence_thread.ts",
];

/** Bytes that the package may have, unpacked: it grew by a mistake if it has more. */
const MOST = 12e6;

const root = decodeURIComponent(new URL("../", import.meta.url).pathname);
const dist = `${root}dist`;
const home = `${dist}/package`;
const decoder = new TextDecoder();

/** What `package.json` says. */
export function packageJson(): Record<string, unknown> {
  return {
    name: "@heddle/heddle",
    version: VERSION,
    description: "Literate reports for designed experiments: mixed models, ANOVA shells, books",
    license: "MIT",
    type: "module",
    bin: { heddle: "bin/heddle.cjs" },
    exports: {
      ".": { types: "./types/mod.d.ts", default: "./mod.js" },
      "./templates": { types: "./types/templates/mod.d.ts", default: "./templates/mod.js" },
    },
    types: "./types/mod.d.ts",
    engines: { node: ">=20" },
    dependencies: { deno: DENO },
  };
}

/** Makes the package. @returns the path of the tarball */
export async function release(): Promise<string> {
  Deno.mkdirSync(dist, { recursive: true });
  for (const { name } of [...Deno.readDirSync(dist)]) {
    Deno.removeSync(`${dist}/${name}`, { recursive: true });
  }
  Deno.mkdirSync(`${home}/bin`, { recursive: true });
  const bundle = "bundle --quiet --platform deno --code-splitting --minify --outdir".split(" ");
  const copied = `${dist}/bundled`;
  copySources(root.replace(/\/$/, ""), copied);
  await run(Deno.execPath(), [...bundle, home, ...ENTRIES], copied);
  Deno.removeSync(copied, { recursive: true });
  await types();
  for (const name of TEMPLATE_FILES) copy(`templates/${name}`, `templates/${name}`);
  copy("release/heddle.cjs", "bin/heddle.cjs");
  Deno.chmodSync(`${home}/bin/heddle.cjs`, 0o755);
  copy("release/README.md", "README.md");
  for (const name of ["LICENSE", "CHANGELOG.md"]) copy(name, name);
  Deno.writeTextFileSync(`${home}/THIRD-PARTY.txt`, await thirdParty());
  Deno.writeTextFileSync(`${home}/package.json`, `${JSON.stringify(packageJson(), null, 2)}\n`);
  const size = bytesBelow(home);
  if (size > MOST) throw new Error(`the package has ${size} bytes; at most ${MOST} were expected`);
  const said = await run("npm", ["pack", "--silent", "--pack-destination", dist], home);
  const tarball = `${dist}/${said.trim().split("\n").at(-1)}`;
  console.log(
    `${tarball}: ${mega(Deno.statSync(tarball).size)} MB, ${mega(size)} MB unpacked, without Deno`,
  );
  await run(Deno.execPath(), ["publish", "--dry-run", "--allow-dirty", "--quiet"]);
  console.log("deno publish --dry-run: no errors");
  return tarball;
}

/** The declarations of what `mod.ts` hands on, as \`deno pack\` writes them. */
async function types(): Promise<void> {
  const packed = `${dist}/sources.tgz`;
  await run(Deno.execPath(), [
    "pack",
    "--quiet",
    "--allow-dirty",
    "--no-source-maps",
    "-o",
    packed,
  ]);
  const scratch = `${dist}/sources`;
  Deno.mkdirSync(scratch);
  await run("tar", ["-xzf", packed, "-C", scratch]);
  for (const path of filesBelow(`${scratch}/package`)) {
    if (!path.endsWith(".d.ts")) continue;
    const to = `${home}/types/${path}`;
    Deno.mkdirSync(to.slice(0, to.lastIndexOf("/")), { recursive: true });
    Deno.copyFileSync(`${scratch}/package/${path}`, to);
  }
  Deno.removeSync(packed);
  Deno.removeSync(scratch, { recursive: true });
}

/** Licences of the libraries in the bundles. */
async function thirdParty(): Promise<string> {
  const texts = await licences(`${root}lib/cli/main.ts`, /./);
  return `Libraries that Heddle's bundles hold, with their licences. The fonts' stand in ` +
    `templates/fonts/.\n\n${texts}\n`;
}

async function run(program: string, args: string[], folder = root): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd: folder })
    .output();
  if (success) return decoder.decode(stdout);
  throw new Error(
    `${program} ${args.join(" ")}\n${decoder.decode(stdout)}${decoder.decode(stderr)}`,
  );
}

function copy(from: string, to: string): void {
  const path = `${home}/${to}`;
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  Deno.copyFileSync(`${root}${from}`, path);
}

/** Paths of all files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(`${folder}/${name}`).map((path) => `${name}/${path}`) : [name]
  ).sort();
}

function bytesBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, path) => sum + Deno.statSync(`${folder}/${path}`).size, 0);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

if (import.meta.main) await release();
