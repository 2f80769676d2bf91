/**
 * Codings of factors: `contr.treatment contr.sum contr.helmert contr.poly contr.SAS contrasts poly`.
 *
 * @module
 */
import {
  evaluatePolynomials,
  polynomialBasis,
} from "../../../math/algebra/orthogonal_polynomial.ts";
import { givenCoding } from "../../../model/fixed/codings.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { matrixOf } from "../../matrices/matrix.ts";
import { asDouble } from "../../values/coerce.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  inherits,
  integer,
  integers,
  isFactor,
  isFunction,
  isVector,
  lengthOf,
  levelsOf,
  namedList,
  NULL,
  type Value,
  withAttribute,
} from "../../values/value.ts";
import { asCharacter } from "../../values/coerce.ts";

/** The labels of so many levels: of a number they are counted, of more values they are these. */
function levelsGiven(call: Call): { n: number; labels: string[] | null } {
  const given = call.value("n");
  if (isVector(given) && given.type !== "character" && given.values.length === 1) {
    const n = call.number("n");
    if (!(n > 1)) return call.wrong("n", "two levels or more", given);
    return { n, labels: null };
  }
  const labels = asCharacter(given).values.map((v) => v ?? "NA");
  if (labels.length < 2) return call.wrong("n", "two levels or more", given);
  return { n: labels.length, labels };
}

/** A matrix of a coding by what a level has in a column. */
function coding(
  n: number,
  columns: number,
  cell: (level: number, column: number) => number,
  rows: readonly string[] | null,
  heads: readonly string[] | null,
): Value {
  const out = new Float64Array(n * columns);
  for (let j = 0; j < columns; j++) for (let i = 0; i < n; i++) out[j * n + i] = cell(i, j);
  return matrixOf(out, n, columns, rows, heads);
}

const counted = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i + 1));

function treatment(call: Call, base: number): Value {
  const { n, labels } = levelsGiven(call);
  const names = labels ?? counted(n);
  if (!call.flag("contrasts", true)) {
    return coding(n, n, (i, j) => i === j ? 1 : 0, names, names);
  }
  const at = base < 0 ? n - 1 : base - 1;
  if (!(at >= 0 && at < n)) return call.wrong("base", `a level from 1 to ${n}`, call.value("base"));
  const kept = names.map((_, i) => i).filter((i) => i !== at);
  return coding(n, n - 1, (i, j) => i === kept[j] ? 1 : 0, names, kept.map((i) => names[i]!));
}

function sum(call: Call): Value {
  const { n, labels } = levelsGiven(call);
  const names = labels ?? counted(n);
  if (!call.flag("contrasts", true)) {
    return coding(n, n, (i, j) => i === j ? 1 : 0, names, names);
  }
  return coding(n, n - 1, (i, j) => i === j ? 1 : i === n - 1 ? -1 : 0, names, null);
}

function helmert(call: Call): Value {
  const { n, labels } = levelsGiven(call);
  const names = labels ?? counted(n);
  if (!call.flag("contrasts", true)) {
    return coding(n, n, (i, j) => i === j ? 1 : 0, names, names);
  }
  return coding(n, n - 1, (i, j) => i <= j ? -1 : i === j + 1 ? j + 1 : 0, names, null);
}

const POWERS = [".L", ".Q", ".C"];

function polynomial(call: Call): Value {
  const { n } = levelsGiven(call);
  const scores = call.has("scores") ? Array.from(call.doubles("scores")) : counted(n).map(Number);
  if (scores.length !== n || new Set(scores).size < n) {
    return call.wrong("scores", `${n} different numbers`, call.value("scores"));
  }
  const points = Float64Array.from(scores);
  const columns = evaluatePolynomials(polynomialBasis(points, n - 1)!, points);
  const heads = columns.map((_, k) => POWERS[k] ?? `^${k + 1}`);
  if (!call.flag("contrasts", true)) {
    const whole = [Float64Array.from(scores, () => 1 / Math.sqrt(n)), ...columns];
    return coding(n, n, (i, j) => whole[j]![i]!, null, [
      "^0",
      ...columns.map((_, k) => `^${k + 1}`),
    ]);
  }
  return coding(n, n - 1, (i, j) => columns[j]![i]!, null, heads);
}

/** The coding of a factor: its own, or that of the settings. */
export function contrastsOf(call: Call, x: Value): Value {
  const levels = levelsOf(x).map((l) => l ?? "NA");
  const own = x.attributes?.get("contrasts");
  if (own && own.type !== "character") return own;
  const name = own?.type === "character"
    ? own.values[0]!
    : defaultCoding(call, inherits(x, "ordered"));
  return call.interpreter.call(name, [characters(levels)], call.span);
}

function defaultCoding(call: Call, ordered: boolean): string {
  const set = call.interpreter.call("getOption", [characters(["contrasts"])], call.span);
  const plain = ordered ? "contr.poly" : "contr.treatment";
  return set.type === "character" ? set.values[ordered ? 1 : 0] ?? plain : plain;
}

function contrastsWord(call: Call): Value {
  const given = call.value("x");
  const x = given.type === "logical" ? call.interpreter.call("factor", [given], call.span) : given;
  if (!isFactor(x)) return call.wrong("x", "a factor", x, "contrasts(factor(x))");
  if (levelsOf(x).length < 2) {
    return call.fail("wrong-argument", "A coding needs a factor of two levels or more");
  }
  if (!call.flag("contrasts", true)) {
    const levels = levelsOf(x).map((l) => l ?? "NA");
    return coding(levels.length, levels.length, (i, j) => i === j ? 1 : 0, levels, levels);
  }
  return contrastsOf(call, x);
}

function setContrasts(call: Call): Value {
  const given = call.value("x");
  const x = given.type === "logical" ? call.interpreter.call("factor", [given], call.span) : given;
  if (!isFactor(x)) return call.wrong("x", "a factor", x, "x <- factor(x) makes one");
  const levels = levelsOf(x).map((l) => l ?? "NA");
  const value = call.value("value");
  if (isFunction(value)) {
    const made = call.apply(value, [integer(levels.length)]);
    const many = call.has("how.many") ? [call.value("how.many")] : [];
    const names = [null, ...many.map(() => "how.many"), "value"];
    return call.interpreter.call("contrasts<-", [x, ...many, made], call.span, names);
  }
  if (value.type === "character") {
    call.interpreter.functionNamed(value.values[0] ?? "", call.scope, call.span);
    return withAttribute(x, "contrasts", value);
  }
  if (value.type === "NULL") return withAttribute(x, "contrasts", NULL);
  if (!isVector(value) || value.type === "list") return call.wrong("value", "a coding", value);
  const dim = dimOf(value) ?? [lengthOf(value), 1];
  if (dim[0] !== levels.length) {
    return call.fail(
      "wrong-length",
      `The factor has ${levels.length} levels, and the coding ${dim[0]} rows`,
    );
  }
  const heads = dimNamesOf(value)?.[1] ?? null;
  const wanted = call.has("how.many") ? call.number("how.many") : levels.length - 1;
  if (!(wanted >= 1 && wanted < levels.length)) {
    return call.wrong(
      "how.many",
      `a number from 1 to ${levels.length - 1}`,
      call.value("how.many"),
    );
  }
  const cells = Float64Array.from(asDouble(value).values);
  const made = givenCoding(cells, levels.length, heads?.map((h) => h ?? "") ?? null, wanted);
  if (!made) {
    return call.fail("wrong-argument", "The columns of this coding are not independent of a mean");
  }
  const { values, names } = made;
  return withAttribute(
    x,
    "contrasts",
    matrixOf(Float64Array.from(values), levels.length, wanted, levels, heads ? names : null),
  );
}

/** The factor with a coding, whose function may be named without `contr.`. */
function coded(call: Call): Value {
  const object = call.interpreter.evaluate(call.quoted("object")!, call.scope);
  const written = call.has("contr") ? call.quoted("contr")! : null;
  const short = written?.kind === "name" ? `contr.${written.name}` : "";
  const known = CODINGS.some((each) => each.name === short);
  const contr = known
    ? characters([short])
    : written
    ? call.interpreter.evaluate(written, call.scope)
    : characters([defaultCoding(call, inherits(object, "ordered"))]);
  // what a name means is found when it is used; columns can be left out of those that are there
  const made = contr.type === "character" && call.has("how.many")
    ? call.interpreter.functionNamed(contr.values[0] ?? "", call.scope, call.span)
    : contr;
  const many = call.has("how.many")
    ? [call.interpreter.evaluate(call.quoted("how.many")!, call.scope)]
    : [];
  return call.interpreter.call(
    "contrasts<-",
    [object, ...many, made],
    call.span,
    [null, ...many.map(() => "how.many"), "value"],
  );
}

/** Orthogonal or raw powers of one variable, with what it takes to evaluate them elsewhere. */
function poly(call: Call): Value {
  const x = Float64Array.from(call.doubles("x"));
  if (call.dots.length > 0 && call.dots.some((d) => d.name === null)) {
    const [first] = call.dots;
    if (call.has("degree") || call.dots.length > 1 || lengthOf(call.valueOf(first!)) !== 1) {
      return call.fail("not-in-language", "poly() takes one variable here", "poly(x, 2)");
    }
  }
  const positional = call.dots.find((d) => d.name === null);
  const degree = positional
    ? asDouble(call.valueOf(positional)).values[0]!
    : call.number("degree", 1);
  if (!(degree >= 1)) return call.wrong("degree", "a number from 1 on", doubles([degree]));
  const heads = counted(degree);
  if (call.flag("raw", false)) {
    const out = coding(x.length, degree, (i, j) => x[i]! ** (j + 1), null, heads);
    return withClass(out, degree, []);
  }
  if (x.some((v) => v !== v)) {
    return call.fail(
      "missing-values",
      "poly() takes numbers that are known",
      "raw = TRUE takes powers",
    );
  }
  const basis = polynomialBasis(x, degree);
  if (!basis) {
    return call.fail("wrong-argument", "poly() needs more different points than its degree");
  }
  const columns = evaluatePolynomials(basis, x);
  const out = coding(x.length, degree, (i, j) => columns[j]![i]!, null, heads);
  if (call.flag("simple", false)) return out;
  const coefs = namedList([
    ["alpha", doubles(basis.alpha)],
    ["norm2", doubles(Float64Array.from([1, ...basis.squaredNorms]))],
  ]);
  return withClass(out, degree, [["coefs", coefs]]);
}

function withClass(x: Value, degree: number, more: readonly (readonly [string, Value])[]): Value {
  let out = x;
  for (const [name, value] of more) out = withAttribute(out, name, value);
  const degrees = degree === 1
    ? integer(1)
    : integers(Int32Array.from({ length: degree }, (_, i) => i + 1));
  out = withAttribute(out, "degree", degrees);
  return withAttribute(out, "class", characters(["poly", "matrix"]));
}

export const CODINGS: readonly Builtin[] = [
  word(
    "contr.treatment",
    "n, base, contrasts, sparse!FALSE",
    (call) => treatment(call, call.number("base", 1)),
  ),
  word("contr.SAS", "n, contrasts, sparse!FALSE", (call) => treatment(call, -1)),
  word("contr.sum", "n, contrasts, sparse!FALSE", sum),
  word("contr.helmert", "n, contrasts, sparse!FALSE", helmert),
  word("contr.poly", "n, scores, contrasts, sparse!FALSE", polynomial),
  word("contrasts", "x, contrasts, sparse!FALSE", contrastsWord),
  special("C", "object, contr, how.many", coded),
  word("contrasts<-", "x, how.many, value", setContrasts),
  word("poly", "x, ..., degree, coefs!NULL, raw, simple", poly),
];
