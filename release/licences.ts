/**
 * The licences of packages that a bundle holds.
 *
 * @module
 */

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

/**
 * The licences of what a module imports from npm, each text once.
 *
 * @param module The path of the module.
 * @param first Which of its packages to begin with, by `name@version`.
 */
export async function licences(module: string, first: RegExp): Promise<string> {
  const info = async (...args: string[]): Promise<Record<string, unknown>> => {
    const command = new Deno.Command(Deno.execPath(), { args: ["info", "--json", ...args] });
    return JSON.parse(new TextDecoder().decode((await command.output()).stdout));
  };
  const cache = (await info()).npmCache as string;
  const registries = [...Deno.readDirSync(cache)].filter((e) => e.isDirectory).map((e) => e.name);
  const { npmPackages } = await info(module);
  const texts = new Map<string, string[]>();
  for (const { name, version } of reachable(npmPackages as Record<string, Package>, first)) {
    const home = registries.map((r) => `${cache}/${r}/${name}/${version}`).find(isFolder);
    if (home === undefined) throw new Error(`${name} ${version} is not in ${cache}`);
    const file = [...Deno.readDirSync(home)].find((e) => /^licen[cs]e/i.test(e.name));
    const text = file ? Deno.readTextFileSync(`${home}/${file.name}`).trim() : "";
    const stated = JSON.parse(Deno.readTextFileSync(`${home}/package.json`)).license;
    const whole = text === "" ? `Licence as stated by the package: ${stated}` : text;
    texts.set(whole, [...texts.get(whole) ?? [], `${name} ${version}`].sort());
  }
  return [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}`).sort()
    .join(`\n\n${"-".repeat(80)}\n\n`);
}
