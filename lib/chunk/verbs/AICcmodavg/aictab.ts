/**
 * The verb of AICcmodavg that puts models in the order of AIC: `aictab`.
 *
 * @module
 */
import { least } from "../../../lists.ts";
import { Table } from "../../../data/table.ts";
import { textColumn } from "../../../data/table_from.ts";
import { parameterCount } from "../../../model/criteria.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type FrameValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import {
  checked,
  CRITERIA,
  inList,
  shownTable,
  type TableColumn,
  weightsOf,
} from "../bbmle/tables.ts";

function selection(call: Call): Value {
  const given = call.value("cand.set");
  if (given.kind !== "list") {
    return call.wrong("cand.set", "a list of models", given, "Write aictab(list(a = m1, b = m2))");
  }
  const names = call.has("modnames") && call.value("modnames").kind !== "null"
    ? call.texts("modnames")
    : null;
  const models = checked(call, inList(given.items))
    .map((m, i) => ({ ...m, name: names?.[i] ?? m.name }));
  if (models.length < given.items.length) {
    call.wrong("cand.set", "a list of models", given, "Write aictab(list(a = m1, b = m2))");
  }
  const second = call.flag("second.ord", true);
  const criterion = second ? "AICc" : "AIC";
  const value = call.at("cand.set", () => models.map(({ fit }) => CRITERIA[criterion]!(fit)));
  const order = [...models.keys()];
  if (call.flag("sort", true)) order.sort((a, b) => value[a]! - value[b]!);
  const weights = weightsOf(value);
  const best = least(value);
  let sum = 0;
  const restricted = models.every(({ fit }) => fit.likelihood.method === "REML");
  const rows = order.map((i) => [
    parameterCount(models[i]!.fit),
    value[i]!,
    value[i]! - best,
    weights[i]!,
    sum += weights[i]!,
    models[i]!.fit.logLik,
  ]);
  const heads = [
    "K",
    criterion,
    `Delta_${criterion}`,
    `${criterion}Wt`,
    "Cum.Wt",
    restricted ? "Res.LL" : "LL",
  ];
  const columns = heads.map((name, j): TableColumn => ({
    name,
    values: rows.map((r) => r[j]!),
    cells: rows.map((r) => j === 0 ? String(r[j]) : r[j]!.toFixed(2)),
  }));
  const head = ["", `Model selection based on ${criterion}:`, ""];
  const made = shownTable(head, order.map((i) => models[i]!), columns);
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn("Modnames", order.map((i) => models[i]!.name)),
        ...columns.map((c) => numberColumn(c.name, c.values)),
      ]),
    );
  return { ...made, frame: makeFrame };
}

/** Models with their weights. */
export const AICTAB: Verb = verbOf("AICcmodavg")(
  "aictab",
  "cand.set, modnames?, second.ord?, nobs!NULL, sort?, c.hat!1",
  "models in the order of AIC with their weights",
  selection,
);
