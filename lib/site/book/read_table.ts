/**
 * A table from a file.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import type { ParseTableOptions } from "../../data/parse_table.ts";
import { readBytes, readerOf, refuseOthers } from "../../data/readers/readers.ts";
import type { Table } from "../../data/table.ts";
import type { World } from "../../world.ts";
import { DenoWorld } from "../deno_world.ts";

/**
 * Reads a file of data by its ending; any that is not known is read as delimited text. See
 * `parseTable` for what is read of that and how.
 *
 * @throws {DiagnosticError} `no-such-file` if the file cannot be read; `bad-option` for an option
 * that such a file has not; what `parseTable` throws, with the file's name.
 * @example
 * ```ts
 * import { readTable } from "@heddle/heddle";
 *
 * const plants = await readTable("reports/data/strawberries.csv", { factors: ["Week", "Bay"] });
 * if (plants.nrow !== 240) throw new Error("240 rows were expected");
 * ```
 */
export async function readTable(
  path: string,
  options: ParseTableOptions = {},
  world: World = new DenoWorld(),
): Promise<Table> {
  const bytes = bytesOf(path, world);
  try {
    const reader = readerOf(path);
    refuseOthers(reader, options);
    return await readBytes(reader, bytes, { file: path, ...options });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map((d) => ({ ...d, file: path })));
  }
}

function bytesOf(path: string, world: World): Uint8Array {
  if (!world.facts(path)?.isFile) {
    fail("no-such-file", `There is no file "${path}"`, {
      hint: "Paths are relative to the folder in which the program runs",
    });
  }
  return world.readBytes(path);
}
