/**
 * Tables that are read by readr, readxl and arrow, and what R wrote itself. `files_read.ts` looks for
 * their names before a page runs.
 *
 * @module
 */
import { PARQUET_VERBS } from "../arrow/reading.ts";
import { READ_RDS } from "../base/reading_objects.ts";
import { READ_RDS_AS_READR, READR } from "../readr/reading.ts";
import { READXL } from "../readxl/reading.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  data: [...READR, ...READXL, ...PARQUET_VERBS, READ_RDS, READ_RDS_AS_READR],
};
