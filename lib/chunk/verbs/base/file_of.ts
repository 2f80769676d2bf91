/**
 * What a file of the book holds that is no table.
 *
 * @module
 */
import type { Decoder } from "../../../data/readers/decoder.ts";
import { fail } from "../../../diagnostic.ts";
import type { PageEnvironment } from "../../page/environment.ts";

/** The content of a file. @throws {DiagnosticError} `missing-file` and others; {Awaits} */
export function fileOf<T>(environment: PageEnvironment, path: string, decoder: Decoder<T>): T {
  return environment.readFile?.(path, decoder) ??
    fail("missing-file", `There is no file "${path}"`, { hint: "This page has no files" });
}
