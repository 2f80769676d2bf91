/**
 * Every trouble that a source can have: at its key, with a way out, without a secret, and in the manual.
 * The engine is one that fails as it is told; what real engines say is tried in `engines_test.ts`.
 */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createRequire } from "node:module";
import { TemporaryFolder } from "../../cli/captured_world.ts";
import { DiagnosticError } from "../../../lib/diagnostic.ts";
import { LIMITS } from "../../../lib/limits.ts";
import { BookFiles } from "../../../lib/site/book/book_files.ts";
import { DenoWorld } from "../../../lib/site/deno_world.ts";
import { openBook } from "../../../lib/site/project/open_book.ts";
import {
  type Cell,
  type Engine,
  EngineFault,
  type EngineTrouble,
} from "../../../lib/site/sources/engine.ts";
import { readSources } from "../../../lib/site/sources/source.ts";
import { type Connect, takeSource } from "../../../lib/site/sources/take_source.ts";
import { faults, sources } from "./source_cases.ts";

const SOURCE = `title: T
sources:
  near:
    connection: postgres://u@127.0.0.1:1/farm
    table: plots
    by: Trt
    responses: y
    min: 1
`;

const SECRET = "s3cret";

/** What asking the source of a book by an engine throws. */
async function fault(connect: Connect): Promise<DiagnosticError["diagnostics"][number]> {
  using folder = new TemporaryFolder();
  folder.write("book.yml", SOURCE);
  const files = new BookFiles(new DenoWorld(), folder.path);
  const { sources: [source] } = readSources(openBook(files));
  const error = await assertRejects(
    () => takeSource(source!, files, () => SECRET, connect, new Date(0)),
    DiagnosticError,
  );
  assertEquals(error.diagnostics.length, 1);
  return error.diagnostics[0]!;
}

/** An engine with one table of a factor and a number. */
function engineOf(rows: (statement: string) => Cell[][] | EngineFault): Engine {
  return {
    columns: () =>
      Promise.resolve(["Trt", "y"].map((name) => ({
        name,
        type: "double precision",
        isNumber: name === "y",
        isDecimal: false,
      }))),
    rows: (statement) => {
      const given = rows(statement);
      return given instanceof EngineFault ? Promise.reject(given) : Promise.resolve(given);
    },
    tables: () => Promise.resolve(["plots2"]),
    close: () => Promise.resolve(),
  };
}

/** Troubles by the line of the book that says what they are about. */
const TROUBLES: Record<EngineTrouble, number> = {
  "no-plug-in": 4,
  "wrong-password": 4,
  "no-connection": 4,
  "connection-lost": 4,
  "unknown-database": 4,
  "not-permitted": 4,
  "no-privilege": 5,
  "unknown-table": 5,
  "unknown-column": 5,
  "statement": 5,
  "out-of-range": 7,
};

Deno.test("whatever an engine runs into is one fault at its key, with a way out", async () => {
  for (const [trouble, line] of Object.entries(TROUBLES) as [EngineTrouble, number][]) {
    const told = new EngineFault(
      trouble,
      "The engine says so",
      // These know their way out where they are found.
      /plug-in|permitted/.test(trouble) ? "A way out" : undefined,
    );
    const found = [
      await fault(() => Promise.reject(told)),
      await fault(() => Promise.resolve(engineOf(() => told))),
    ];
    for (const each of found) {
      assertEquals([each.code, each.file?.replace(/.*\//, ""), each.line], [
        trouble,
        "book.yml",
        line,
      ]);
      assert(each.hint, trouble);
      assert(!JSON.stringify(each).includes(SECRET));
    }
  }
});

Deno.test("more cells than a million are refused, and no more of them are fetched", async () => {
  const { most } = LIMITS.sourceCells;
  let asked = "";
  const row: Cell[] = ["A", 1, 1, 0, 0];
  const found = await fault(() =>
    Promise.resolve(engineOf((statement) => {
      if (!/GROUP BY/.test(statement)) return [[1e7, 1e7, 0, 1]];
      asked = statement;
      return Array.from({ length: most + 1 }, () => row);
    }))
  );
  assertEquals([found.code, found.line, found.message], [
    "too-many-cells",
    6,
    "There are more than 1,000,000 cells",
  ]);
  assertStringIncludes(asked, ` LIMIT ${most + 1}`);
});

Deno.test({
  name: "ten million rows are cells like any, and ten million levels are refused",
  ignore: !installed(),
  fn: async () => {
    using folder = new TemporaryFolder();
    const of = (name: string, by: string, rows: number): string =>
      `  ${name}:\n    connection: duckdb\n    query: SELECT i % 3 AS few, i AS many, (i % 8) / 4.0 AS y ` +
      `FROM range(${rows}) AS t(i)\n    by: ${by}\n    responses: y\n    min: 1\n`;
    folder.write(
      "book.yml",
      `title: T\nsources:\n${of("rows", "few", 10_000_000)}${of("levels", "many", 1_100_000)}`,
    );
    const ran = await sources({}, folder.path, "--json");
    assertEquals(faults(ran).map(({ code, line }) => [code, line]), [["too-many-cells", 12]]);
    const lines = Deno.readTextFileSync(`${folder.path}/rows.cells.csv`).trim().split("\n");
    // A third of the rows each, all eighths of them alike: mean 0.875, mean square 0.328125.
    const cells = lines.slice(-3).map((line) => line.split(",").map(Number));
    assertEquals(cells.map(([level, n]) => [level, n]), [[0, 3333334], [1, 3333333], [2, 3333333]]);
    for (const [, n, , mean, ss] of cells) {
      assert(Math.abs(mean! - 0.875) < 1e-6 && Math.abs(ss! / n! - 0.328125) < 1e-6);
    }
  },
});

function installed(): boolean {
  try {
    createRequire(import.meta.url)("@duckdb/node-api");
    return true;
  } catch {
    return false;
  }
}

Deno.test("a folder that is not there is told, and nothing is written", async () => {
  using folder = new TemporaryFolder();
  folder.write("book.yml", SOURCE.replace("min: 1", "min: 1\n    file: nowhere/near.cells.csv"));
  folder.write("result.csv", "f1,n,v1_origin,v1_n,v1_mean,v1_ss\nA,3,0,3,1,2\n");
  const ran = await sources({}, folder.path, "--take", `${folder.path}/result.csv`, "--json");
  assertEquals(faults(ran).map(({ code, line }) => [code, line]), [["missing-folder", 9]]);
  assertEquals([...Deno.readDirSync(folder.path)].length, 2);
});

/** Codes of faults in the sources of a room. */
function codesIn(folder: string): string[] {
  const root = new URL(`../../../${folder}/`, import.meta.url);
  const found = new Set<string>();
  for (const { name } of Deno.readDirSync(root)) {
    const text = Deno.readTextFileSync(new URL(name, root));
    const given = text.matchAll(
      /(?:(?:\b(?:fail|fault|ledgerFault|EngineFault)\(|#tell\()\s*(?:\[[^\]]*\],\s*)?|\bcode: )"([a-z]+(?:-[a-z]+)*)"/g,
    );
    for (const [, code] of given) found.add(code!);
  }
  return [...found].sort();
}

Deno.test("the manual has every code of sources and of cells", () => {
  const page = (name: string): string =>
    Deno.readTextFileSync(new URL(`../../../reports/${name}`, import.meta.url));
  const missing = (folder: string, name: string): string[] =>
    codesIn(folder).filter((code) => !page(name).includes(`\`${code}\``));
  assert(codesIn("lib/site/sources").length > 20);
  assertEquals(missing("lib/site/sources", "manual-sources.md"), []);
  assertEquals(
    Object.keys(TROUBLES).filter((code) => !page("manual-sources.md").includes(`\`${code}\``)),
    [],
  );
  assertEquals(missing("lib/data/cells", "manual-cells.md"), []);
  assertEquals(missing("lib/model/cells", "manual-cells.md"), []);
  // A fault of the ledger's own text is told by the name of what is wrong, which is no code.
  const ofLedger = missing("lib/site/ledger", "manual-ledger.md");
  assertEquals(ofLedger.filter((code) => code.includes("-")), []);
});
