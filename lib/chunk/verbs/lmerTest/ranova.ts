/**
 * The verbs of lmerTest that test random terms: `ranova rand`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb, verbOf } from "../../evaluation/verb.ts";
import { comparisonValue } from "../stats/tests.ts";
import { ranova } from "../../../inference/test/ranova.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";
import { firstInR } from "../../evaluation/r_words.ts";

function randomTests(call: Call): Value {
  const fit = linearMixedArgument(call, "model");
  return comparisonValue(call.at("model", () => ranova(fit)));
}

/** Tests of the random terms. */
export const RANOVA: Verb = verb(
  "ranova",
  "model",
  "tests of the random terms",
  randomTests,
  (call) => `lmerTest::ranova(${firstInR(call)})`,
);

/** The name that it had before. */
export const RAND: Verb = verbOf("lmerTest")(
  "rand",
  "model",
  "tests of the random terms: what ranova() is now",
  randomTests,
  (call) => `lmerTest::ranova(${firstInR(call)})`,
);
