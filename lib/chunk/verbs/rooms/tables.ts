/**
 * Tables that packages of their own present.
 *
 * @module
 */
import { DATATABLES } from "../DT/datatable.ts";
import { FLEXTABLES } from "../flextable/flextable.ts";
import { GT } from "../gt/gt.ts";
import { PANDER } from "../pander/pander.ts";
import { XTABLE } from "../xtable/xtable.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  data: [...DATATABLES, ...PANDER, XTABLE, ...FLEXTABLES, ...GT],
};
