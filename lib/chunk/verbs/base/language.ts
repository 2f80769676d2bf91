/**
 * `print` of results, and what else R's own words do of them.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Shown } from "../../../render/shown.ts";
import type { Call } from "../../evaluation/call.ts";
import { show } from "../../page/show.ts";
import { describe, type Value } from "../../values/value.ts";
import { silent, type Verb, verb } from "../../evaluation/verb.ts";

/** The value, shown as `digits` and, of variance components, `comp` ask. */
function printed(call: Call): Value {
  call.refuseRest();
  const given = call.value("x");
  // what is printed of a reference grid are its predictions
  const value: Value = given.kind === "means" && given.gridded
    ? { kind: "means", grid: given.grid }
    : given;
  // R's print of an aov has the digits of options() whatever it is asked
  if (value.kind === "fit" && value.aov && call.has("digits")) return value;
  const asked = ["digits", "comp", "correlation", "signif.stars", "concise"];
  if (!asked.some((name) => call.has(name))) return value;
  const whole = starred(call, value, show(value));
  const shown = call.has("correlation") ? correlated(call, value, whole) : whole;
  if (!call.has("digits") && !call.has("comp")) return display(shown);
  const digits = call.has("digits") ? { digits: call.number("digits") } : {};
  if (shown.kind === "components") {
    const comp = call.has("comp") ? { comp: componentNames(call) } : {};
    return display({ ...shown, ...digits, ...comp });
  }
  if (call.has("comp")) return call.wrong("comp", "variance components with", value);
  if (
    shown.kind === "summary" || shown.kind === "anova" || shown.kind === "comparison" ||
    shown.kind === "vector" || shown.kind === "frame" || shown.kind === "matrix"
  ) {
    return display({ ...shown, ...digits });
  }
  return fail("wrong-argument", `print() of ${describe(value)} takes no digits`, {
    span: call.spanOf("digits"),
    hint: "`#| digits: 3` sets the digits of a block's tables",
  });
}

/** A table of tests without stars, where they are not wanted. */
function starred(call: Call, value: Value, shown: Shown): Shown {
  call.only("concise", [false], "A summary is printed whole", "Leave concise out");
  if (!call.has("signif.stars")) return shown;
  const stars = call.flag("signif.stars", true);
  if (shown.kind === "summary" || shown.kind === "anova" || shown.kind === "comparison") {
    return { ...shown, stars };
  }
  return stars ? shown : call.wrong("signif.stars", "a table of tests with", value);
}

/** A summary with or without the correlations of its fixed effects; a fit itself is printed without. */
function correlated(call: Call, value: Value, shown: Shown): Shown {
  if (shown.kind !== "summary") {
    return call.wrong("correlation", "a summary of a model with", value);
  }
  const { correlation, ...without } = shown;
  if (!call.flag("correlation", true)) return without;
  if (correlation && !shown.brief) return shown;
  return fail("wrong-argument", `${describe(value)} is printed without correlations`, {
    span: call.spanOf("correlation"),
    hint: "cov2cor(vcov(m)) has them",
  });
}

/** `comp = "Variance"`, `c("Variance", "Std.Dev.")`. */
function componentNames(call: Call): ("Variance" | "Std.Dev.")[] {
  return call.texts("comp").map((text) => {
    const found = (["Variance", "Std.Dev."] as const).find((name) => name.startsWith(text));
    return found ?? fail("wrong-argument", `Variance components have no "${text}"`, {
      span: call.spanOf("comp"),
      hint: 'Write "Variance", "Std.Dev." or both',
    });
  });
}

function display(shown: Shown): Value {
  return { kind: "display", shown, what: "a printed value", frame: null, parts: {} };
}

/** Verbs of the language. */
export const LANGUAGE: readonly Verb[] = [
  silent(
    verb(
      "print",
      "x, digits?, comp?, correlation?, signif.stars?, concise?, ...",
      "a result, in so many digits",
      (call) => {
        call.context.print(printed(call));
        return call.value("x");
      },
    ),
  ),
];
