/**
 * Means of the parts of a model with inflated zeros.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { emmeans, glmmTMB, pairs, test } from "../../mod.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { near } from "./near.ts";

const data = generalizedCaseData(readGeneralizedCase("salamanders_zinb2"));
const fit = glmmTMB("count ~ mined + (1 | site)", data, {
  family: "nbinom2",
  ziformula: "~ mined",
});

Deno.test("chances of a zero of its own are emmeans's", () => {
  const zeros = emmeans(fit, "~ mined", { component: "zi" });
  const rows = test(zeros, { show: "both" }).rows;
  // emmeans 1.8.4-1 and glmmTMB 1.1.5 print 0.24 (0.486), -2.02 (0.899); 0.560 (0.1198), 0.118 (0.0933)
  near(rows.map((r) => r.estimate), [0.2404, -2.0157], 5e-5, "log-odds");
  const chances = test(zeros, { show: "both", type: "response" }).rows;
  near(chances.map((r) => r.estimate), [0.5598, 0.1176], 5e-5, "chances");
  near(chances.map((r) => r.standardError), [0.1198, 0.0933], 5e-5, "their errors");
  const [ratio] = test(pairs(zeros), { show: "both", type: "response" }).rows;
  near([ratio!.estimate], [Math.exp(rows[0]!.estimate! - rows[1]!.estimate!)], 1e-10, "odds ratio");
});

Deno.test("means of the response are those of both parts, with limits above 0", () => {
  const means = test(emmeans(fit, "~ mined", { component: "response" }), { show: "both" }).rows;
  const cond = test(emmeans(fit, "~ mined"), { show: "both", type: "response" }).rows;
  const zi =
    test(emmeans(fit, "~ mined", { component: "zi" }), { show: "both", type: "response" }).rows;
  means.forEach((m, i) => {
    near([m.estimate], [cond[i]!.estimate! * (1 - zi[i]!.estimate!)], 1e-12, "mean");
    assert(m.lower! > 0 && m.lower! < m.estimate! && m.estimate! < m.upper!);
  });
  // the delta method by differences of the parameters of another coding of the same model
  const other = glmmTMB("count ~ 0 + mined + (1 | site)", data, {
    family: "nbinom2",
    ziformula: "~ 0 + mined",
  });
  const again = test(emmeans(other, "~ mined", { component: "response" }), { show: "both" }).rows;
  near(again.map((m) => m.standardError), means.map((m) => m.standardError), 1e-6, "errors");
  const [ratio] = test(pairs(emmeans(fit, "~ mined", { component: "response" })), {
    show: "both",
    type: "response",
  }).rows;
  near([ratio!.estimate], [means[0]!.estimate! / means[1]!.estimate!], 1e-10, "ratio");
});

Deno.test("a model without such a part has one mean", () => {
  const plain = glmmTMB("count ~ mined + (1 | site)", data, { family: "nbinom2" });
  const error = assertThrows(() => emmeans(plain, "~ mined", { component: "zi" }), DiagnosticError);
  assertEquals(error.diagnostics[0]!.code, "no-component");
});
