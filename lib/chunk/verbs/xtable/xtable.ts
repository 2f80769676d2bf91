/**
 * `xtable`: a table with its caption.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { captioned, presented, presentedIn, rounded } from "../knitr/presented.ts";

export const XTABLE: Verb = verbOf("xtable")(
  "xtable",
  "x, caption?, label~, align~, digits?, display~, auto~",
  "a table, with its caption",
  (call) => {
    const made = captioned(call, presentedIn(call, "x"));
    return presented(
      call.has("digits") && call.value("digits").kind !== "null"
        ? rounded(call, made, null, "digits")
        : made,
    );
  },
);
