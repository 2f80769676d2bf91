/**
 * How glmmTMB searches, as an author hands it on by a name.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, type Value } from "../../values/value.ts";

/** A value of the argument `control`. */
export const TMB_CONTROL: Verb = verbOf("glmmTMB")(
  "glmmTMBControl",
  "optCtrl~, optArgs~, optimizer~, profile~, collect~, parallel~, eigval_check~, " +
    "zerodisp_val~, start_method~, rank_check~, conv_check~",
  "how glmmTMB searches, for the argument control",
  (): Value => list([]),
);
