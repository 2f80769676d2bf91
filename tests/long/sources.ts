/**
 * A table of a million rows in PostgreSQL and in DuckDB: its cells beside exact sums, fits of the cells
 * beside fits of the rows, with the response as it is and beside 1e9, and what each takes.
 *
 *     deno run -A tests/long/sources.ts
 *
 * What was measured becomes `SOURCES.md`. An engine that is not installed is passed over.
 *
 * @module
 */
import { createRequire } from "node:module";
import { TemporaryFolder } from "../cli/captured_world.ts";
import { COLUMNS, csvOf, plots } from "../site/sources/exact_cells.ts";
import { POSTGRES, PostgresServer, SECRET } from "../site/sources/postgres_server.ts";
import { assertExact, assertSameFits } from "../site/sources/source_cases.ts";
import type { Outcome } from "./kills.ts";
import { type Measured, measured } from "./measured.ts";

/** What the list of long checks shows. */
export const name = "sources";

const ROWS = 1_000_000;

/** Numbers are whole eighths: text, decimals and doubles are the same beside 1e9 too. */
const UNIT = 8;

/** How far moments of cells of 50,000 rows may lie from exact ones. */
const NEAR = 1e-11;

const FORMULA = "y ~ Trt * Day";

/** Asks and compares. */
export async function run(): Promise<Outcome> {
  using folder = new TemporaryFolder();
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  const rows: string[] = [];
  const hasDuckdb = installed();
  const server = POSTGRES === null ? null : await PostgresServer.start();
  const env = { PGPASSWORD: SECRET };
  const row = (what: string, response: string, m: Measured, worst = " | ") => {
    const mega = Math.round(m.peak / 2 ** 20);
    rows.push(
      `| ${what} | ${response} | ${m.seconds.toFixed(1)} | ${
        m.cpu.toFixed(1)
      } | ${mega} | ${worst} |`,
    );
  };
  try {
    for (const shift of [0, 1e9]) {
      const response = shift === 0 ? "as it is" : "and 1e9";
      const table = shift === 0 ? "near" : "far";
      const data = plots(ROWS, shift, UNIT);
      const csv = csvOf(data);
      Deno.writeTextFileSync(`${folder.path}/${table}.csv`, csv);
      await server?.load(table, COLUMNS, csv);
      row(
        "fit of the rows, from CSV",
        response,
        await measured(["fit", `${folder.path}/${table}.csv`, FORMULA]),
      );
      const engines = [
        ...server ? [["PostgreSQL", "postgres", server.url, table]] : [],
        ...hasDuckdb ? [["DuckDB, from CSV", "duckdb", "duckdb", `${table}.csv`]] : [],
      ] as [string, string, string, string][];
      for (const [engine, source, connection, stored] of engines) {
        Deno.writeTextFileSync(
          `${folder.path}/book.yml`,
          `title: T\nsources:\n  ${source}:\n    connection: ${connection}\n    table: ${stored}\n` +
            "    by: [Trt, Day]\n    responses: [y, z]\n    covariates: x\n",
        );
        const asked = await measured(["run", "sources", folder.path], env);
        const path = `${folder.path}/${source}.cells.csv`;
        const cells = Deno.readTextFileSync(path);
        let worst: string | undefined;
        try {
          assertExact(cells, data, false, NEAR);
          const { linear, mixed } = await assertSameFits(csv, cells);
          worst = `${linear.toExponential(1)} | ${mixed.toExponential(1)}`;
          outcome.passed++;
        } catch (error) {
          outcome.failed++;
          outcome.lines.push(`${engine}, ${response}: ${(error as Error).message}`);
        }
        row(`cells by ${engine}`, response, asked, worst);
        if (engine === engines[0]![0]) {
          row("fit of the cells", response, await measured(["fit", path, FORMULA]));
        }
      }
    }
  } finally {
    await server?.[Symbol.asyncDispose]();
  }
  const engines = [server ? "PostgreSQL" : "", hasDuckdb ? "DuckDB" : ""].filter((e) => e !== "");
  outcome.lines.push(`${ROWS} rows by ${engines.join(" and ") || "no engine"}`);
  if (engines.length === 2) write(rows);
  return outcome;
}

function installed(): boolean {
  try {
    createRequire(import.meta.url)("@duckdb/node-api");
    return true;
  } catch {
    return false;
  }
}

function write(rows: readonly string[]): void {
  const day = new Date().toISOString().slice(0, 10);
  const { os, arch } = Deno.build;
  const machine = `${navigator.hardwareConcurrency} cores, ${
    Math.round(Deno.systemMemoryInfo().total / 2 ** 30)
  } GB, ${os} ${arch}, Deno ${Deno.version.deno}`;
  Deno.writeTextFileSync(
    new URL("SOURCES.md", import.meta.url),
    `# A million rows in an engine

Measured on ${day} by \`deno run -A tests/long/sources.ts\` (${machine}), the program's start counted in. Seconds by the clock and of the processor, and megabytes, are those of Heddle's own process: DuckDB works in it, PostgreSQL does not. The fit is \`${FORMULA}\` with its tests and means. The largest difference is that of any estimate, standard error, test, mean or pair of two linear and two mixed models, from cells and from rows, relative to its size; counts, means, squares and products are held to exact sums besides, to 1e-11.

| step | response | s | CPU s | MB | difference of linear models | of mixed models |
|---|---|--:|--:|--:|--:|--:|
${rows.join("\n")}
`,
  );
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
