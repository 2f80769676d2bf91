/**
 * What `residual =` asks for: `un(Day | Pen)`, the covariance of the residuals of a subject over its
 * visits; `exp(x, y | site)`, over places; `ar1(row) * ar1(col)`, over the plots of a field.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { Argument, CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { MATERN } from "../covariance/residual/place_correlations.ts";
import {
  FIELD,
  type StructureKind,
  type StructureOptions,
  STRUCTURES,
} from "../covariance/residual/structures.ts";
import { calleeName, type Grouping, groupingOf, operands, withoutParentheses } from "./formula.ts";

/** A residual covariance as written. */
export interface ResidualClause extends Span {
  /** As R deparses it. */
  text: string;
  kind: StructureKind;
  /** What tells the rows of one subject apart: one for visits, one an axis for places. */
  visits: readonly Expr[];
  /** Null if every row is by itself, or if all rows are one subject's: `together`. */
  subject: Grouping | null;
  /** Whether rows of no named subject belong together. */
  together: boolean;
  /** What groups of subjects have parameters of their own. */
  by: Expr | null;
  /** What groups of rows have variances of their own, within subjects or not. */
  variances?: Expr;
  /** Whether rows have weights, between whose roots the structure stands. */
  weighed?: boolean;
  /** Whether rows of a subject are its visits in the order in which they stand. */
  inSequence?: boolean;
  /** Whether groups have their correlations in common. */
  common: boolean;
  options: StructureOptions;
}

/** Named arguments by the kinds that have them. */
const NAMED = ["by", "common", "nugget", "anisotropic", "nu"] as const;
type Named = typeof NAMED[number];

/**
 * Reads a residual covariance.
 *
 * @throws DiagnosticError with the place in the text: `residual-structure`, `unknown-argument`, and
 * what the parser finds
 */
export function parseResidual(source: string | Expr | ResidualClause): ResidualClause {
  if (isClause(source)) return source;
  const whole = withoutParentheses(typeof source === "string" ? parseExpression(source) : source);
  return fieldClause(whole) ?? plainClause(whole);
}

const isClause = (source: string | Expr | ResidualClause): source is ResidualClause =>
  typeof source !== "string" && typeof source.kind === "object";

/** `ar1(row) * ar1(col) | site`; null if it is something else. */
function fieldClause(whole: Expr): ResidualClause | null {
  const barred = calleeName(whole) === "|";
  const [product, site] = barred ? operands(whole as CallExpr) : [whole];
  const inner = withoutParentheses(product!);
  if (inner.kind !== "call" || calleeName(inner) !== "*") return null;
  const factors = operands(inner).map(withoutParentheses);
  const named = new Map<Named, Argument>();
  const visits = factors.map((factor) => {
    if (factor.kind !== "call" || calleeName(factor) !== "ar1") {
      fail("residual-structure", `${deparse(factor)} is not a factor of a field's covariance`, {
        span: spanOf(factor),
        hint: "Write ar1(row) * ar1(col)",
      });
    }
    const { values } = argumentsOf(factor, named);
    if (values.length === 1 && calleeName(values[0]!) !== "|") return values[0]!;
    fail("residual-structure", `${deparse(factor)} takes one column of the field`, {
      span: spanOf(factor),
      hint: "Write ar1(row) * ar1(col), and | site after both",
    });
  });
  const common = { text: deparse(whole), kind: FIELD, visits, ...spanOf(whole) };
  return finished({ ...common, subject: site ? groupingOf(site) : null, together: !site }, named);
}

function plainClause(whole: Expr): ResidualClause {
  const name = calleeName(whole) ?? (whole.kind === "name" ? whole.name : null);
  const kind = name !== null && Object.hasOwn(STRUCTURES, name) ? STRUCTURES[name] : undefined;
  const asCall = whole.kind === "call" && whole.form === "prefix";
  if (!kind || !(asCall || (whole.kind === "name" && kind.visitless))) {
    const known = Object.keys(STRUCTURES);
    fail("residual-structure", `${deparse(whole)} is not a residual covariance`, {
      span: spanOf(whole),
      hint: (asCall && name ? suggestion(name, known, "Structures are") : undefined) ??
        `Structures are ${known.join(", ")}: un(Day | Pen)`,
    });
  }
  const named = new Map<Named, Argument>();
  const { values } = whole.kind === "call" ? argumentsOf(whole, named) : { values: [] };
  const last = values.at(-1) && withoutParentheses(values.at(-1)!);
  const barred = last?.kind === "call" && calleeName(last) === "|";
  const [inner, within] = barred ? operands(last) : [last];
  const visits = inner ? [...values.slice(0, -1), inner] : [];
  const subject = within ? groupingOf(within) : null;
  const fits = kind.places
    ? visits.length > 0
    : visits.length === 1 || (kind.visitless && visits.length === 0);
  if (!fits) {
    fail(
      "residual-structure",
      kind.places
        ? `${name}() does not say where the rows lie`
        : `${name}() takes the visits and the subjects, and nothing else`,
      {
        span: spanOf(whole),
        hint: kind.places
          ? `Write ${name}(x, y), or ${name}(x, y | site)`
          : `Write ${name}(Day | Pen)`,
      },
    );
  }
  if (kind.withinSubjects && !subject && !kind.places) {
    fail("residual-structure", `${deparse(whole)} does not say which rows are one subject's`, {
      span: spanOf(whole),
      hint: `Write ${name}(${deparse(visits[0]!)} | Subject)`,
    });
  }
  const together = kind.places !== undefined && !subject;
  return finished(
    { text: deparse(whole), kind, visits, subject, together, ...spanOf(whole) },
    named,
  );
}

/** The arguments without a name; those with one are added to `named`. */
function argumentsOf(call: CallExpr, named: Map<Named, Argument>): { values: Expr[] } {
  const word = calleeName(call);
  const values: Expr[] = [];
  for (const argument of call.args) {
    if (argument.name === null) {
      if (argument.value) values.push(argument.value);
      continue;
    }
    if (!(NAMED as readonly string[]).includes(argument.name)) {
      fail("unknown-argument", `${word}() has no argument ${argument.name}`, {
        span: argument.nameSpan ?? spanOf(call),
        hint: `Write ${word}(visit | subject); there are also ${NAMED.join(", ")}`,
      });
    }
    named.set(argument.name as Named, argument);
  }
  return { values };
}

type Begun = Omit<ResidualClause, "by" | "common" | "options">;

function finished(begun: Begun, named: Map<Named, Argument>): ResidualClause {
  const { kind, text } = begun;
  const placeOf = (name: Named): Span => named.get(name)!.nameSpan ?? begun;
  const flag = (name: Named): boolean => {
    const value = named.get(name)?.value;
    if (!value) return false;
    if (value.kind === "logical" && value.value !== null) return value.value;
    return fail("residual-structure", `${name} is TRUE or FALSE, not ${deparse(value)}`, {
      span: spanOf(value),
      hint: `Write ${name} = TRUE`,
    });
  };
  const [common, nugget, anisotropic] = [flag("common"), flag("nugget"), flag("anisotropic")];
  const by = named.get("by")?.value ?? null;
  const refuse = (name: Named, hint: string): never =>
    fail("unknown-argument", `${text}: ${name} says nothing for this structure`, {
      span: placeOf(name),
      hint,
    });
  if (common && !by) refuse("common", "Say which groups: by = Sex, common = TRUE");
  if (common && !kind.correlation) refuse("common", "Leave common out; each group has its own");
  if (nugget && !kind.places && !kind.noisy) {
    refuse("nugget", "Structures of places have a nugget (exp, gau, sph), and ar1");
  }
  if (
    anisotropic && (kind.places !== "space" || begun.visits.length < 2 || text.startsWith("pow"))
  ) {
    refuse("anisotropic", "Structures of two axes have it: exp(x, y, anisotropic = TRUE)");
  }
  return { ...begun, by, common, options: { nugget, anisotropic, nu: smoothness(begun, named) } };
}

function smoothness({ text }: Begun, named: Map<Named, Argument>): number {
  const own = named.get("nu");
  const matern = text.startsWith("mat(");
  if (!own) return 1.5;
  const value = own.value;
  const span = value ? spanOf(value) : own.nameSpan;
  if (matern && value?.kind === "number" && MATERN.has(value.value)) return value.value;
  return fail(
    "residual-structure",
    matern ? `nu is one of ${[...MATERN.keys()].join(", ")}` : `${text} has no smoothness nu`,
    { ...(span ? { span } : {}), hint: "Write mat(x, y, nu = 1.5)" },
  );
}
