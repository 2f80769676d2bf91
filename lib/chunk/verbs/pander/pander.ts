/**
 * `pander` and `pandoc.table`: a table, a test or a fit as the page shows it.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";

const LOOK = "style~, split.tables~, split.cells~, justify~, missing~, keep.line.breaks~, " +
  "emphasize.rownames~, big.mark~, decimal.mark~, round?, digits?";

/** What is shown, under a caption if there is one. */
function shown(name: string): (call: Call) => Value {
  return (call) => {
    for (const digits of ["round", "digits"]) {
      if (call.has(digits)) {
        call.note("passed-over", `${call.verb.name}(): ${digits} is passed over`, {
          argument: digits,
        }, call.spanOf(digits));
      }
    }
    const value = call.value(name);
    const caption = call.has("caption") && call.value("caption").kind !== "null"
      ? call.text("caption")
      : null;
    return caption === null
      ? value
      : { kind: "captioned", value: value.kind === "captioned" ? value.value : value, caption };
  };
}

export const PANDER: readonly Verb[] = ["pander", "pandoc.table"].map((name) => {
  const first = name === "pander" ? "x" : "t";
  return verbOf("pander")(
    name,
    `${first}, caption?, ${LOOK}`,
    "a value as the page shows it",
    shown(first),
  );
});
