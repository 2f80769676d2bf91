/**
 * A book to a site: read, evaluate, number, weave, compose, check; and only then write.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { World } from "../../world.ts";
import { DenoWorld } from "../deno_world.ts";
import { CacheFolder } from "../cache/cache_folder.ts";
import { KeptSite } from "../cache/kept_site.ts";
import { tornFile, type Trace, TracedWorld } from "../cache/trace.ts";
import type { LedgerToWrite } from "../ledger/book_ledger.ts";
import type { Drift } from "../ledger/compare.ts";
import type { WrittenLedger } from "../ledger/write_ledger.ts";
import type { BlockReport } from "./block_reports.ts";
import type { BuildOptions, SiteOptions } from "./site_options.ts";
import {
  OutputFault,
  OutputFolder,
  readList,
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
  /** Pages whose blocks were run in this build: what others show was kept by an earlier one. */
  evaluated: string[];
  /** Results that are not as the results ledger says. */
  drift: Drift[];
  /** What was written of the results ledger; null unless it was asked for. */
  ledger: WrittenLedger | null;
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
export function buildSite(options: SiteOptions): Promise<BuildReport> {
  return build(options);
}

/** Builds a book for those who build it again and again. */
export async function build(options: BuildOptions): Promise<BuildReport> {
  const world = options.world ?? new DenoWorld();
  // Other threads read the disk and nothing else.
  if (!(world instanceof DenoWorld)) options = { ...options, workers: 1 };
  await fetchProgramFiles();
  const writes = options.write !== false;
  const cache = options.cache && world.facts(options.root)?.isDirectory
    ? new CacheFolder(world, options.root, { writes, program: options.program })
    : null;
  if (!writes) return (await compiled(world, options, cache)).report;
  try {
    const folder = new OutputFolder(world, options.output, options.root);
    onDisk(options.output, () => folder.heal());
    const { root, output } = options;
    const kept = cache && new KeptSite<BuildReport>(cache, asked(options));
    const old = options.updateLedger
      ? null
      : kept?.find(world, root, output, readList(world, output));
    if (old) return { ...old.report, unchanged: old.count, evaluated: [] };
    const { made, trace } = await ofOneState(world, options, cache);
    const { report, files, ownTemplates, ledger } = made;
    if (report.ok) await options.ready?.(report.diagnostics, files, ownTemplates);
    if (report.ok && !ownTemplates && !ledger) kept?.keep(trace, files, report, options.memory);
    cache?.tidy();
    if (!report.ok) return report;
    const written = onDisk(output, () => folder.publish(files));
    if (!ledger) return { ...report, ...written };
    const { writeLedger } = await imported<typeof import("../ledger/write_ledger.ts")>(
      "../ledger/write_ledger.ts",
      import.meta,
    );
    return { ...report, ...written, ledger: writeLedger(world, root, ledger.text, ledger.files) };
  } catch (error) {
    if (!(error instanceof OutputFault)) throw error;
    return failedReport(error.diagnostics);
  }
}

/** How often a book is compiled whose files do not hold still. */
const ATTEMPTS = 3;

/**
 * The book as it was at one time: a file that is written while it is read would have its old values on
 * a page and its new ones beside it.
 */
async function ofOneState(
  world: World,
  options: BuildOptions,
  cache: CacheFolder | null,
): Promise<{ made: Compiled; trace: Trace }> {
  for (let attempt = 1;; attempt++) {
    const trace: Trace = new Map();
    const traced = new TracedWorld(world, options.root, trace);
    const made = await compiled(traced, options, cache);
    const torn = tornFile(trace);
    if (torn === null) return { made, trace };
    if (attempt < ATTEMPTS) continue;
    const fault: Diagnostic = {
      file: torn,
      code: "changed-meanwhile",
      severity: "error",
      message: `"${torn}" is written again and again while the book is built`,
      hint: "Build again when it is left alone",
    };
    return { made: { ...made, report: failedReport([fault]) }, trace };
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
    evaluated: [],
    drift: [],
    ledger: null,
  };
}

const NOTHING: Written = { written: [], removed: [], unchanged: 0 };

/** What a build is told, as plain data. */
function asked(
  {
    world: _world,
    cache: _cache,
    program: _program,
    memory: _memory,
    ready: _ready,
    workers: _workers,
    progress: _progress,
    working: _working,
    ...options
  }: BuildOptions,
): unknown {
  return Object.entries(options).filter(([, value]) => typeof value !== "function").sort();
}

/** The book as files, and what there is to say of it. */
interface Compiled {
  report: BuildReport;
  files: SiteFiles;
  ownTemplates: boolean;
  ledger: LedgerToWrite | null;
}

/** Compiles a book. */
async function compiled(
  world: World,
  options: BuildOptions,
  cache: CacheFolder | null,
): Promise<Compiled> {
  // The weaver is loaded when a book is built: who only fits models need not wait for it.
  const { Pictures } = await imported<typeof import("./pictures.ts")>(
    "./pictures.ts",
    import.meta,
  );
  const pictures = new Pictures(
    options.memory?.recall("threads", "", [], () => ({ plots: null, fences: null })),
  );
  // Where something was kept it is not known whether anything is to be drawn.
  if (options.fromValues === undefined && !options.frozen && !cache?.found) {
    pictures.expectFrom(world, options.root);
  }
  const { compileSite } = await imported<typeof import("./compile_site.ts")>(
    "./compile_site.ts",
    import.meta,
  );
  const site = await compileSite(world, options, pictures, cache);
  const { files, pages, blocks, shown, whole, evaluated, drift, ownTemplates, ledger } = site;
  const diagnostics = options.strict
    ? site.diagnostics.map((d) =>
      d.severity === "warning" ? { ...d, severity: "error" as const } : d
    )
    : site.diagnostics;
  const ok = whole && !(options.strict && diagnostics.some((d) => d.severity === "error"));
  return {
    report: {
      ...NOTHING,
      ok,
      diagnostics,
      pages,
      blocks,
      shown,
      evaluated,
      drift,
      ledger: null,
    },
    files,
    ownTemplates,
    ledger,
  };
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
