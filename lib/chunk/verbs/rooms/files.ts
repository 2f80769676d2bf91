/**
 * Files that are no table, data sets, and tables that are arranged.
 *
 * @module
 */
import { FROM_JSON } from "../jsonlite/from_json.ts";
import { GET_AGRO_DATA } from "../statforbiology/data.ts";
import { DATA } from "../base/data_sets.ts";
import { KABLE_ARRANGING } from "../kableExtra/arranging.ts";
import { KABLE_LOOKS } from "../kableExtra/looks.ts";
import { LINES } from "../base/lines.ts";
import { READR_LINES } from "../readr/lines.ts";
import { EXCEL_SHEETS } from "../readxl/sheets.ts";
import { LOAD } from "../base/workspace.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  data: [
    FROM_JSON,
    DATA,
    GET_AGRO_DATA,
    LOAD,
    ...LINES,
    ...READR_LINES,
    EXCEL_SHEETS,
    ...KABLE_LOOKS,
    ...KABLE_ARRANGING,
  ],
};
