/**
 * A book to a site: read, evaluate, number, weave, compose, check; and only then write.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { World } from "../../world.ts";
import { DenoWorld } from "../deno_world.ts";
import { Pictures } from "./pictures.ts";
import type { BlockReport } from "./block_reports.ts";
import type { SiteOptions } from "./site_options.ts";
import {
  OutputFault,
  OutputFolder,
  type SiteFiles,
  type Written,
} from "../output/output_folder.ts";
import { fetchProgramFiles } from "../../write/program_files.ts";

/** What came of a build. */
export interface BuildReport extends Written {
  /** False if there are errors that may not stand in the pages: then nothing was written. */
  ok: boolean;
  /** In the order of the book. */
  diagnostics: Diagnostic[];
  /** Pages, relative to the output folder. */
  pages: string[];
  /** What each block came to, in the order of the pages. */
  blocks: BlockReport[];
  /** Errors that stand in the pages; 0 unless they may: see `keepGoing` and `faults: show`. */
  shown: number;
}

/**
 * Builds a book. Faults are gathered and reported together; where there is an error, the site of
 * the last good build stays as it is.
 *
 * @example
 * ```ts
 * import { buildSite } from "@heddle/heddle";
 *
 * const report = await buildSite({ root: "tests/books/plain", output: "_site", write: false });
 * if (!report.ok) throw new Error(report.diagnostics[0]?.message);
 * ```
 */
export async function buildSite(options: SiteOptions): Promise<BuildReport> {
  const world = options.world ?? new DenoWorld();
  await fetchProgramFiles();
  if (options.write === false) return (await compiled(world, options)).report;
  try {
    const folder = new OutputFolder(world, options.output, options.root);
    onDisk(options.output, () => folder.heal());
    const { report, files } = await compiled(world, options);
    if (!report.ok) return report;
    return { ...report, ...onDisk(options.output, () => folder.publish(files)) };
  } catch (error) {
    if (!(error instanceof OutputFault)) throw error;
    return failedReport(error.diagnostics);
  }
}

/** The report of a build that came to nothing. */
export function failedReport(diagnostics: readonly Diagnostic[]): BuildReport {
  return {
    ...NOTHING,
    ok: false,
    diagnostics: [...diagnostics],
    pages: [],
    blocks: [],
    shown: 0,
  };
}

const NOTHING: Written = { written: [], removed: [], unchanged: 0 };

/** The book as files, and what there is to say of it. */
async function compiled(
  world: World,
  options: SiteOptions,
): Promise<{ report: BuildReport; files: SiteFiles }> {
  const pictures = new Pictures();
  if (options.fromValues === undefined) pictures.expectFrom(world, options.root);
  // The weaver is loaded when a book is built: who only fits models need not wait for it.
  const { compileSite } = await import("./compile_site.ts");
  const site = await compileSite(world, options, pictures);
  const { files, pages, blocks, shown, whole } = site;
  const diagnostics = options.strict
    ? site.diagnostics.map((d) =>
      d.severity === "warning" ? { ...d, severity: "error" as const } : d
    )
    : site.diagnostics;
  const ok = whole && !(options.strict && diagnostics.some((d) => d.severity === "error"));
  return { report: { ...NOTHING, ok, diagnostics, pages, blocks, shown }, files };
}

/** Runs what writes; an error of the disk becomes a fault that says what is left. */
function onDisk<T>(output: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new OutputFault({
      code: "cannot-write",
      severity: "error",
      message: `The site cannot be written to "${output}": ${
        (message.split("\n")[0] ?? "").replace(/\.$/, "")
      }`,
      hint: `It is made in "${output}.next" and then takes the place of "${output}"` +
        (error instanceof Deno.errors.NotCapable
          ? "; the task `build` may write _site alone, `deno task heddle build` where it is told"
          : ": both must be yours to write"),
    });
  }
}
