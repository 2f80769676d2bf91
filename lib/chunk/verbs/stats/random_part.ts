/**
 * Which random effects predictions have: `re.form`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { MixedEffects } from "../../../model/fit.ts";
import { parseFormula, type RandomTerm } from "../../../model/formula/formula.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";

/** `re.form`: all random terms (absent, NULL), none (NA, ~0), or those that a formula names. */
export function randomPart(
  call: Call,
  fit: Pick<MixedEffects, "randomTerms">,
): "all" | "none" | ReadonlySet<number> {
  if (!call.has("re.form")) return "all";
  const value = call.value("re.form");
  if (value.kind === "null") return "all";
  const missing = (value.kind === "logical" && value.values.length === 1 && value.values[0]! < 0) ||
    (value.kind === "numeric" && value.values.length === 1 && Number.isNaN(value.values[0]));
  if (missing) return "none";
  if (value.kind !== "formula") {
    return call.wrong("re.form", "a formula, NULL or NA", value, "~ (1 | Block) names one term");
  }
  const written = call.at("re.form", () => parseFormula(deparse(value.expr)));
  if (written.random.length === 0) {
    if (/^~\s*0$/.test(written.text.trim())) return "none";
    fail("wrong-argument", "re.form names no random term", {
      span: call.spanOf("re.form"),
      hint: "NA leaves all random terms out, ~ (1 | Block) takes one in",
    });
  }
  const own = fit.randomTerms.map(keyOf);
  return new Set(written.random.map((term) => {
    const place = own.indexOf(keyOf(term));
    if (place >= 0) return place;
    return fail("wrong-argument", `The model has no random term ${keyOf(term)}`, {
      span: call.spanOf("re.form"),
      hint: `It has ${own.join(", ")}`,
    });
  }));
}

const keyOf = ({ left, group }: RandomTerm): string => `(${deparse(left)} | ${group.name})`;
