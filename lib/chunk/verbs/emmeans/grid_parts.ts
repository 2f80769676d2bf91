/**
 * Parts of means and contrasts: the weights that contrasts are made by, covariances, levels, structure,
 * predictions.
 *
 * @module
 */
import { Contrasts } from "../../../inference/contrast/viewed_contrasts.ts";
import { dense } from "../../../inference/contrast/weights.ts";
import { requireModel, reshow } from "../../../inference/contrast/contrast.ts";
import { cellsOf } from "../../../inference/means/means_cells.ts";
import type { GridValue } from "../../../inference/means/grid.ts";
import { covarianceOf } from "../../../math/algebra/linear_functions.ts";
import { Table } from "../../../data/table.ts";
import { restrict } from "../../../inference/estimate/linear_function.ts";
import { isEstimable } from "../../../model/fixed/estimable.ts";
import { gridText } from "../../../render/text/grid.ts";
import type { Call } from "../../evaluation/call.ts";
import type { EstimatesValue } from "../../values/estimates.ts";
import { factorColumn, gridColumns, numberColumn } from "../../values/frame.ts";
import { fromColumn } from "../../values/vector.ts";
import {
  character,
  type DisplayValue,
  frame,
  list,
  type MatrixValue,
  NULL,
  numeric,
  type Value,
} from "../../values/value.ts";
import { refuseFor, viewOptions } from "./views.ts";

/** The table of means, and the weight of each in each contrast; NULL of means. */
export function weightsOf(value: EstimatesValue): Value {
  const own = value.kind === "contrasts" ? requireModel(value.table) : null;
  if (!(own instanceof Contrasts) || !own.parts.of) return NULL;
  const { factors, at, groups: places, labels } = own.parts.of;
  const columns = own.parts.groups.flatMap((group, g) =>
    group.functions.weights.map((w) => {
      const column = new Float64Array(at.length);
      dense(w, places[g]!.length).forEach((v, k) => column[places[g]![k]!] = v);
      return column;
    })
  );
  const table = new Table([
    ...gridColumns(factors, at),
    ...columns.map((c, i) => numberColumn(`c.${i + 1}`, [...c])),
  ]);
  return frame(table, labels ? [...labels] : undefined);
}

/** Covariances of the rows of means or contrasts; NaN where one cannot be estimated. */
export function covariancesOf(value: EstimatesValue): MatrixValue {
  const own = requireModel(value.kind === "means" ? value.grid : value.table);
  const { fit, df } = own.parts;
  const full = own instanceof Contrasts
    ? own.parts.groups.flatMap((g) => g.functions.rows())
    : own.parts.linearFull;
  const linear = full.map((f) =>
    Number.isNaN(f[0] ?? 0) || !isEstimable(f, fit.fixed)
      ? new Float64Array(fit.beta.length).fill(NaN)
      : restrict(f, fit.fixed.kept)
  );
  const k = linear.length;
  const v = covarianceOf(linear, df.covariance);
  const names = value.kind === "means" && value.gridded ? linear.map((_, i) => String(i + 1)) : [];
  return {
    kind: "matrix",
    rowNames: names,
    columnNames: names,
    values: linear.map((_, i) => v.slice(i * k, (i + 1) * k)),
  };
}

/** The variables of the rows with their values. */
export function variablesOf(value: EstimatesValue): { name: string; values: GridValue[] }[] {
  if (value.kind === "means") {
    const { factors, by, rows } = value.grid;
    const own = requireModel(value.grid);
    if (!(own instanceof Contrasts) && own.parts.cells && own.parts.cells.variables.length > 0) {
      return cellsOf(value.grid).variables.map(({ name, values }) => ({
        name,
        values: [...values],
      }));
    }
    return [...factors, ...by].map((name) => ({
      name,
      values: [...new Set(rows.map((row) => row.at[name]!))],
    }));
  }
  const { rows, by } = value.table;
  const parts = Object.keys(rows[0]?.parts ?? {});
  const own = parts.length > 0
    ? parts.map((name) => ({ name, values: [...new Set(rows.map((r) => r.parts![name]!))] }))
    : [{
      name: value.table.label ?? "contrast",
      values: [...new Set(rows.map((r) => r.contrast))],
    }];
  return [
    ...own,
    ...by.map((name) => ({ name, values: [...new Set(rows.map((r) => r.by![name]!))] })),
  ];
}

/** The levels of each variable, as emmeans has them: those of contrasts are factors. */
export function levelsOfEstimates(value: EstimatesValue): Value {
  return list(
    variablesOf(value).map(({ name, values }) => {
      if (values.every((v): v is number => typeof v === "number")) {
        return { name, value: numeric(values) };
      }
      const texts = values.map(String);
      return {
        name,
        value: value.kind === "means" ? character(texts) : fromColumn(factorColumn(name, texts)),
      };
    }),
  );
}

/** `str` of means and contrasts: their variables and the transformation. */
export function structureOf(value: EstimatesValue): DisplayValue {
  const transform = value.kind === "means" ? value.grid.transform : value.table.transform;
  const nesting = value.kind === "means" && value.gridded ? [...cellsOf(value.grid).nesting] : [];
  const lost = (value.kind === "means" ? value.grid.fit : null)?.fixed.nullBasis.length ?? 0;
  const lines = gridText(variablesOf(value), nesting, transform, lost);
  return {
    kind: "display",
    shown: { kind: "text", text: lines.join("\n") },
    what: "the structure of means",
    frame: null,
    parts: {},
  };
}

const OF_MODELS =
  "newdata re.form random.only allow.new.levels se.fit scale df terms pred.var weights".split(" ");

/** `predict` of means: the estimates, on the scale that is asked for. */
export function predictionsOf(call: Call, value: EstimatesValue): Value {
  refuseFor(call, OF_MODELS, "means", 'summary(e, type = "response") has them with their errors');
  if (call.has("interval")) {
    call.choice("interval", ["none", "confidence"] as const, "none");
    if (call.text("interval") === "confidence") {
      return value.kind === "means"
        ? { kind: "means", grid: reshow(value.grid, { ...viewOptions(call), show: "interval" }) }
        : {
          kind: "contrasts",
          table: reshow(value.table, { ...viewOptions(call), show: "interval" }),
        };
    }
  }
  const rows = value.kind === "means"
    ? reshow(value.grid, viewOptions(call)).rows
    : reshow(value.table, viewOptions(call)).rows;
  return numeric(rows.map((row) => row.estimate ?? NaN));
}
