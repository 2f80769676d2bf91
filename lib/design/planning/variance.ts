/**
 * Variance components as an author gives them, and the mean squares they make.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { withHolders } from "../declared/declaration.ts";
import type { Design } from "../declared/design.ts";
import { setOf } from "../structure/lattice.ts";
import { meanSquareOf } from "../structure/structure.ts";

/** Component name (`Block:Whole`, `residual`) → variance. */
export type Variances = ReadonlyMap<string, number>;

/**
 * Reads variances by unit term: `Block:Whole`, or `Whole` for the term that ends with it; the
 * lowest is also `residual`.
 *
 * @throws DiagnosticError `unknown-variance`, `bad-variance`
 */
export function readVariances(
  design: Design,
  variance: Readonly<Record<string, number>>,
): Variances {
  const faults: Diagnostic[] = [];
  const out = new Map<string, number>();
  for (const [name, value] of Object.entries(variance)) {
    const component = componentNamed(design, name);
    if (component === null) {
      faults.push(unknown(design, name));
    } else if (
      !(value >= 0) || !Number.isFinite(value) || (component === "residual" && value === 0)
    ) {
      faults.push({
        code: "bad-variance",
        severity: "error",
        message: `The variance of ${name} is ${value}`,
        hint: component === "residual" ? "It is above 0" : "A variance is 0 or above",
      });
    } else if (out.has(component)) {
      faults.push({
        code: "bad-variance",
        severity: "error",
        message: `The variance of ${component} is given twice`,
      });
    } else out.set(component, value);
  }
  if (faults.length > 0) throw new DiagnosticError(faults);
  return out;
}

function unknown(design: Design, name: string): Diagnostic {
  const names = componentNames(design);
  const short = design.declaration.units.names;
  const close = nearest(name, [...names, ...short]);
  return {
    code: "unknown-variance",
    severity: "error",
    message: `${name} is no variance component of the design`,
    hint: close ? `Did you mean "${close}"?` : `The components are ${names.join(", ")}`,
  };
}

/** Names of the variance components, coarse to fine; the last is `residual`. */
function componentNames(design: Design): string[] {
  return design.structure.strata.flatMap((s) => s.component ?? []);
}

/** The component that an author's name stands for, `residual` among them; null if none. */
export function componentNamed(design: Design, name: string): string | null {
  if (/^residual$/i.test(name) || name === "Error") return "residual";
  const { units } = design.declaration;
  const places = name.split(":").map((part) => units.names.indexOf(part.trim()));
  if (places.includes(-1)) return null;
  const set = withHolders(units, setOf(places));
  const stratum = design.structure.strata.find((s) => s.set === set);
  return stratum?.component ?? null;
}

/** What to do about a stratum whose mean square needs a variance that is not given. */
function missingIn(design: Design, stratum: number, variances: Variances): string[] {
  return Object.keys(meanSquareOf(design.structure, stratum)).filter((name) =>
    !variances.has(name)
  );
}

/**
 * The expected mean square of a stratum's error.
 *
 * @throws DiagnosticError `missing-variance`
 */
export function expectedErrorOf(design: Design, stratum: number, variances: Variances): number {
  const missing = missingIn(design, stratum, variances);
  if (missing.length > 0) {
    const unit = design.structure.strata[stratum]!.unit;
    throw new DiagnosticError({
      code: "missing-variance",
      severity: "error",
      message: `What is tested between ${unit} needs the variance of ${missing.join(" and ")}`,
      hint: `Add ${
        missing.map((name) => `${name} = …`).join(", ")
      } to variance; 0 must be said too`,
    });
  }
  return Object.entries(meanSquareOf(design.structure, stratum))
    .reduce((total, [name, k]) => total + k * variances.get(name)!, 0);
}
