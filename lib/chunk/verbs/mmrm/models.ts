/**
 * The verbs of mmrm that fit a model: `mmrm`, `mmrm_control`.
 *
 * @module
 */
import { mmrm } from "../../../model/repeated/mmrm.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { character, list, type Value } from "../../values/value.ts";
import { fitModel } from "../stats/models.ts";
import { structureOf } from "../nlme/structures.ts";

const verb = verbOf("mmrm");

/** Entries of a control that change a number. */
const CONTROLS = ["method", "vcov"] as const;

/** What stands in the call, or in its `control`. */
function controlsOf(call: Call): Partial<Record<typeof CONTROLS[number], string>> {
  const out: Partial<Record<typeof CONTROLS[number], string>> = {};
  const control = call.has("control") ? call.value("control") : null;
  if (control && control.kind !== "list") {
    call.wrong("control", "a call of mmrm_control()", control, "Write control = mmrm_control(…)");
  }
  for (const name of CONTROLS) {
    const kept = control?.kind === "list" && control.items.find((i) => i.name === name)?.value;
    if (call.has(name)) out[name] = call.text(name);
    else if (kept && kept.kind === "character") out[name] = kept.values[0]!;
  }
  return out;
}

/** A marginal model of repeated measures. */
const MMRM_FIT: Verb = verb(
  "mmrm",
  "formula, data?, weights?, covariance?, reml?, control?, method?, vcov?, optimizer~, n_cores~, " +
    "start~, drop_visit_levels!TRUE, accept_singular!TRUE",
  "a model of repeated measures with a covariance of the visits",
  (call) => {
    const covariance = structureOf(call, "covariance");
    const own = { ...controlsOf(call), reml: call.flag("reml", true) };
    return fitModel(
      call,
      (_, formula, data, { contrasts, weights }) => {
        if (weights !== undefined) {
          call.wrong("weights", "left out", call.value("weights"), "Weights are not available");
        }
        return mmrm(formula, data, { ...own, contrasts, covariance: covariance ?? undefined });
      },
    );
  },
);

/** What `control` takes. */
const CONTROL: Verb = verb(
  "mmrm_control",
  "n_cores~, method?, vcov?, start~, accept_singular!TRUE, drop_visit_levels!TRUE, optimizers~, " +
    "optimizer~",
  "the df method of mmrm(), as its control",
  (call): Value =>
    list(
      CONTROLS.flatMap((name) =>
        call.has(name) ? [{ name, value: character([call.text(name)]) }] : []
      ),
    ),
);

/** The models of mmrm. */
export const MMRM: readonly Verb[] = [MMRM_FIT, CONTROL];
