/**
 * `build` and `check`.
 *
 * @module
 */
import type { World } from "../world.ts";
import { buildSite, type SiteOptions } from "../site/build_site.ts";
import { type OptionTable, readArguments, UsageError } from "./arguments.ts";
import { faultCount, faultsJson, faultsText } from "./print_faults.ts";

const OPTIONS: OptionTable = {
  output: true,
  strict: false,
  json: false,
  audience: true,
  drafts: false,
  "from-values": true,
  "single-file": false,
};

/** Options of a build from the words after the command. */
export function siteOptions(words: readonly string[], extra: OptionTable = {}): {
  options: SiteOptions;
  has: (name: string) => string | undefined;
} {
  const { options, rest } = readArguments(words, { ...OPTIONS, ...extra }, 1);
  const audience = options.get("audience") ?? "all";
  if (audience !== "all" && audience !== "student") {
    throw new UsageError(`The audience is "all" or "student", not "${audience}"`);
  }
  const fromValues = options.get("from-values");
  return {
    options: {
      root: rest[0] ?? "reports",
      output: options.get("output") ?? "_site",
      strict: options.has("strict"),
      audience,
      drafts: options.has("drafts"),
      singleFile: options.has("single-file"),
      ...(fromValues === undefined ? {} : { fromValues }),
    },
    has: (name) => options.get(name),
  };
}

/** Builds or checks a book; 0 if it is good, 1 if it has faults. */
export async function buildCommand(
  world: World,
  words: readonly string[],
  write: boolean,
): Promise<number> {
  const { options, has } = siteOptions(words);
  const report = await buildSite({ ...options, world, write });
  if (has("json") !== undefined) {
    world.print(faultsJson(report.diagnostics));
    return report.ok ? 0 : 1;
  }
  if (report.diagnostics.length > 0) world.warn(`${faultsText(report.diagnostics)}\n`);
  const count = faultCount(report.diagnostics);
  if (!report.ok) {
    world.warn(`${count}${write ? `; ${options.output} was left as it is` : ""}\n`);
    return 1;
  }
  const pages = `${report.pages.length} ${report.pages.length === 1 ? "page" : "pages"}`;
  const told = count === "" ? "" : ` (${count})`;
  if (!write) world.print(`${pages}, no errors${told}\n`);
  else {
    const removed = report.removed.length === 0 ? "" : `, ${report.removed.length} removed`;
    world.print(
      `${options.output}: ${pages}, ${report.written.length} files written, ${report.unchanged} unchanged${removed}${told}\n`,
    );
  }
  return 0;
}
