/**
 * A book to a site: read, evaluate, number, weave, compose, check; and only then write.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../diagnostic.ts";
import type { World } from "../world.ts";
import { DenoWorld } from "./deno_world.ts";
import { Pictures } from "./pictures.ts";
import { writeOutput, type Written } from "./write_output.ts";

/** How a book is built. */
export interface SiteOptions {
  /** Folder of the book. */
  root: string;
  /** Folder of the site. */
  output: string;
  /** Disk and clock; a test gives its own. */
  world?: World;
  /** Warnings are errors. */
  strict?: boolean;
  /** `student`: solutions are left out. Default: `all`. */
  audience?: "all" | "student";
  /** Draft chapters are built too. */
  drafts?: boolean;
  /** False: everything but writing. */
  write?: boolean;
  /** A folder with the JSON of an earlier build: values are taken from it, nothing is computed. */
  fromValues?: string;
  /** Each chapter and the whole book also as one file that can be mailed. */
  singleFile?: boolean;
}

/** What came of a build. */
export interface BuildReport extends Written {
  /** False if there are errors: then nothing was written. */
  ok: boolean;
  /** In the order of the book. */
  diagnostics: Diagnostic[];
  /** Pages, relative to the output folder. */
  pages: string[];
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
  const pictures = new Pictures();
  if (options.fromValues === undefined) pictures.expectFrom(world, options.root);
  // The weaver is loaded when a book is built: who only fits models need not wait for it.
  const { compileSite } = await import("./compile_site.ts");
  const { files, pages, diagnostics: found } = await compileSite(world, options, pictures);
  const diagnostics = options.strict
    ? found.map((d) => d.severity === "warning" ? { ...d, severity: "error" as const } : d)
    : found;
  const ok = !diagnostics.some((d) => d.severity === "error");
  const report: BuildReport = { ok, diagnostics, pages, written: [], removed: [], unchanged: 0 };
  if (!ok || options.write === false) return report;
  try {
    return { ...report, ...writeOutput(world, options.output.replace(/\/+$/, ""), files) };
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const fault: Diagnostic = {
      code: "cannot-write",
      severity: "error",
      message: `The site cannot be written to "${options.output}": ${
        (message.split("\n")[0] ?? "").replace(/\.$/, "")
      }`,
      hint:
        "The task `build` may write to _site alone; `deno task heddle build` writes where it is told",
    };
    return { ...report, ok: false, diagnostics: [...diagnostics, fault] };
  }
}
