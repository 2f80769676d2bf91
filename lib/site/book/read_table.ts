/**
 * A table from a file of delimited text.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { parseTable, type ParseTableOptions } from "../../data/parse_table.ts";
import type { Table } from "../../data/table.ts";
import type { World } from "../../world.ts";
import { DenoWorld } from "../deno_world.ts";

/**
 * Reads a CSV file; see `parseTable` for what is read and how.
 *
 * @throws {DiagnosticError} `no-such-file` if the file cannot be read; what `parseTable` throws,
 * with the file's name.
 * @example
 * ```ts
 * import { readTable } from "@heddle/heddle";
 *
 * const plants = await readTable("reports/data/strawberries.csv", { factors: ["Week", "Bay"] });
 * if (plants.nrow !== 240) throw new Error("240 rows were expected");
 * ```
 */
export function readTable(
  path: string,
  options: ParseTableOptions = {},
  world: World = new DenoWorld(),
): Promise<Table> {
  return Promise.resolve().then(() => {
    const bytes = bytesOf(path, world);
    try {
      return parseTable(bytes, { file: path, ...options });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      throw new DiagnosticError(error.diagnostics.map((d) => ({ ...d, file: path })));
    }
  });
}

function bytesOf(path: string, world: World): Uint8Array {
  if (!world.facts(path)?.isFile) {
    fail("no-such-file", `There is no file "${path}"`, {
      hint: "Paths are relative to the folder in which the program runs",
    });
  }
  return world.readBytes(path);
}
