/**
 * Words of the bandwidths of densities.
 *
 * @module
 */
import { RULES } from "../../../math/smoothing/bandwidths.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { double, type Value } from "../../values/value.ts";

function valuesIn(call: Call): number[] {
  const x = Array.from(call.doubles("x"));
  if (x.length < 2) call.fail("too-few", `${call.word.name}() needs two values`);
  if (!x.every(Number.isFinite)) {
    call.fail("missing-values", `${call.word.name}() takes values that are known`, "na.omit(x)");
  }
  return x;
}

const by = (rule: string) => (call: Call): Value => {
  const x = valuesIn(call);
  const own = rule === "sj" && call.has("method") && call.text("method") === "dpi"
    ? "sj-dpi"
    : rule;
  const bw = RULES[own]!(x);
  return bw === null
    ? call.fail("too-few", `${call.word.name}() finds no bandwidth: the sample is too sparse`)
    : double(bw);
};

const SEARCH = "nb!1000, lower!, upper!";

export const BANDWIDTHS: readonly Builtin[] = [
  word("bw.nrd0", "x", by("nrd0")),
  word("bw.nrd", "x", by("nrd")),
  word("bw.SJ", `x, ${SEARCH}, method, tol!`, by("sj")),
  word("bw.ucv", `x, ${SEARCH}, tol!`, by("ucv")),
  word("bw.bcv", `x, ${SEARCH}, tol!`, by("bcv")),
];
