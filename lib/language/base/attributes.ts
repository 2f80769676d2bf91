/**
 * Words that read and set attributes: names, dimensions, levels, classes.
 *
 * @module
 */
import { partsOf } from "../values/quoted.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asInteger } from "../values/coerce.ts";
import { assignElement, assignMember, assignSubset } from "../parts/subassign.ts";
import { elementOf, subset } from "../parts/subset.ts";
import {
  type Attributes,
  characters,
  countedRows,
  dimNamesOf,
  dimOf,
  FACTS,
  integer,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  levelsOf,
  listOf,
  namesOf,
  NULL,
  rowNamesOf,
  rowsOf,
  share,
  textsAttribute,
  type Value,
  withAttribute,
  withAttributes,
  withNames,
} from "../values/value.ts";

function namesAs(value: Value, n: number): Value {
  if (value.type === "NULL") return NULL;
  const texts = asCharacter(value).values.slice(0, n);
  while (texts.length < n) texts.push(null);
  return characters(texts);
}

function setNames(call: Call, x: Value, value: Value): Value {
  if (!isVector(x)) return call.wrong("x", "a vector", x);
  const dim = dimOf(x);
  if (dim?.length === 1 && value.type !== "NULL") {
    return withAttribute(x, "dimnames", listOf([namesAs(value, dim[0]!)]));
  }
  return withAttribute(x, "names", namesAs(value, x.values.length));
}

function dimNames(x: Value): Value {
  if (isFrame(x)) return listOf([rowNames(x), x.attributes.get("names") ?? NULL]);
  return x.attributes?.get("dimnames") ?? NULL;
}

export function rowNames(x: Value): Value {
  if (isFrame(x)) {
    const names = rowNamesOf(x);
    return characters(
      names ? [...names] : Array.from({ length: rowsOf(x) }, (_, i) => String(i + 1)),
    );
  }
  const names = dimNamesOf(x)?.[0];
  return names ? characters([...names]) : NULL;
}

export function columnNames(x: Value): Value {
  if (isFrame(x)) return x.attributes.get("names") ?? NULL;
  const names = dimNamesOf(x)?.[1];
  return names ? characters([...names]) : NULL;
}

function setDimNames(call: Call, x: Value, which: number, value: Value): Value {
  if (isFrame(x)) {
    if (which === 1) return withAttribute(x, "names", namesAs(value, x.values.length));
    const n = rowsOf(x);
    return withAttribute(
      x,
      "row.names",
      value.type === "NULL" ? countedRows(n) : characters(asCharacter(value).values),
    );
  }
  const dim = dimOf(x);
  if (!dim || which >= dim.length) {
    return call.fail(
      "wrong-argument",
      "Names of rows and columns belong to a matrix or a data frame",
    );
  }
  const old = dimNamesOf(x) ?? Array.from(dim, () => null);
  if (value.type !== "NULL" && lengthOf(value) !== dim[which]) {
    return call.fail(
      "wrong-length",
      `There are ${dim[which]} of them, and ${lengthOf(value)} names`,
    );
  }
  const names = old.map((n, k) =>
    k === which
      ? (value.type === "NULL" ? NULL : characters(asCharacter(value).values))
      : n
      ? characters([...n])
      : NULL
  );
  const label = x.attributes?.get("dimnames");
  const titles = label ? textsAttribute(label, "names") : null;
  if (names.every((n) => n.type === "NULL")) return withAttribute(x, "dimnames", NULL);
  return withAttribute(x, "dimnames", titles ? withNames(listOf(names), titles) : listOf(names));
}

function setDim(call: Call, x: Value, value: Value): Value {
  if (!isVector(x)) return call.wrong("x", "a vector", x);
  if (value.type === "NULL") return withAttribute(withAttribute(x, "dim", NULL), "dimnames", NULL);
  const dim = asInteger(value).values;
  const cells = dim.reduce((a, b) => a * b, 1);
  if (cells !== x.values.length) {
    return call.fail(
      "wrong-length",
      `${[...dim].join(" × ")} are ${cells} cells, and there are ${x.values.length} elements`,
    );
  }
  const bare = withAttribute(withAttribute(x, "names", NULL), "dimnames", NULL);
  return withAttribute(bare, "dim", integers(dim.slice()));
}

function setLevels(call: Call, x: Value, value: Value): Value {
  if (!isFactor(x)) return withAttribute(x, "levels", value);
  let texts: (string | null)[];
  if (value.type === "list") {
    // list(new = c("old", …))
    const names = namesOf(value) ?? [];
    const at = new Map<string, string>();
    value.values.forEach((v, i) =>
      asCharacter(v).values.forEach((old) => old !== null && at.set(old, names[i] ?? ""))
    );
    texts = levelsOf(x).map((l) => at.get(l ?? "") ?? null);
  } else texts = asCharacter(value).values;
  if (texts.length < levelsOf(x).length) {
    return call.fail(
      "wrong-length",
      `The factor has ${levelsOf(x).length} levels, and there are ${texts.length} names`,
      `The levels are ${levelsOf(x).slice(0, 8).map((l) => l ?? "NA").join(", ")}`,
    );
  }
  const different = [...new Set(texts.filter((t): t is string => t !== null))];
  if (different.length === texts.length) return withAttribute(x, "levels", characters(texts));
  const code = texts.map((t) => t === null ? -2147483648 : different.indexOf(t) + 1);
  const out = integers(x.values.map((v) => v < 0 ? v : code[v - 1]!), new Map(x.attributes));
  return withAttribute(out, "levels", characters(different));
}

function setAttribute(call: Call, x: Value, name: string, value: Value): Value {
  switch (name) {
    case "names":
      return setNames(call, x, value);
    case "dim":
      return setDim(call, x, value);
    case "class":
      return setClass(x, value);
    case "levels":
      return withAttribute(x, "levels", value);
    default:
      return withAttribute(x, name, value);
  }
}

function setClass(x: Value, value: Value): Value {
  if (value.type === "NULL") return withAttribute(x, "class", NULL);
  const classes = asCharacter(value).values;
  if (isVector(x) && classes.length === 1 && x.type !== "list") {
    const [only] = classes;
    if (only === "numeric" || only === x.type) return withAttribute(x, "class", NULL);
  }
  return withAttribute(x, "class", characters(classes));
}

function attributesList(x: Value): Value {
  if (!x.attributes || x.attributes.size === 0) return NULL;
  const seen = [...x.attributes].filter(([name]) => name !== FACTS);
  const entries = seen.map(([name, value]): [string, Value] =>
    name === "row.names" && isFrame(x)
      ? [
        name,
        rowNamesOf(x) ? value : integers(Int32Array.from({ length: rowsOf(x) }, (_, i) => i + 1)),
      ]
      : [name, value]
  );
  return withNames(listOf(entries.map(([, v]) => share(v))), entries.map(([n]) => n));
}

/** One attribute; of what a verb made, what it has by that name. */
function attribute(call: Call): Value {
  const given = call.value("x");
  const name = call.text("which");
  const { things } = call.interpreter;
  const own = given.type === "thing" ? things.attribute(given, name) : null;
  if (own) return own;
  const x = given.type === "thing" ? things.frame(given) ?? given : given;
  if (name === "row.names" && isFrame(x)) {
    return rowNamesOf(x)
      ? rowNames(x)
      : integers(Int32Array.from({ length: rowsOf(x) }, (_, i) => i + 1));
  }
  return x.attributes?.get(name) ?? NULL;
}

export const ATTRIBUTES: readonly Builtin[] = [
  word("names", "x", (call) => {
    const x = call.value("x");
    if (x.type === "environment") return characters(x.scope.names().sort());
    const parts = x.type === "language" ? partsOf(x) : x;
    const names = parts && namesOf(parts);
    return names ? characters([...names]) : NULL;
  }),
  word("names<-", "x, value", (call) => setNames(call, call.value("x"), call.value("value"))),
  word(
    "setNames",
    "object, nm",
    (call) => setNames(call, call.value("object"), call.optional("nm") ?? NULL),
  ),
  word("unname", "obj, force?", (call) => {
    const x = call.value("obj");
    return withAttribute(withAttribute(x, "names", NULL), "dimnames", NULL);
  }),
  word("dim", "x", (call) => {
    const x = call.value("x");
    if (isFrame(x)) return integers([rowsOf(x), x.values.length]);
    const dim = dimOf(x);
    return dim ? integers(dim.slice()) : NULL;
  }),
  word("dim<-", "x, value", (call) => setDim(call, call.value("x"), call.value("value"))),
  word("nrow", "x", (call) => {
    const x = call.value("x");
    const n = isFrame(x) ? rowsOf(x) : dimOf(x)?.[0];
    return n === undefined ? NULL : integer(n);
  }),
  word("ncol", "x", (call) => {
    const x = call.value("x");
    const n = isFrame(x) ? x.values.length : dimOf(x)?.[1];
    return n === undefined ? NULL : integer(n);
  }),
  word("NROW", "x", (call) => {
    const x = call.value("x");
    return integer(isFrame(x) ? rowsOf(x) : dimOf(x)?.[0] ?? lengthOf(x));
  }),
  word("NCOL", "x", (call) => {
    const x = call.value("x");
    return integer(isFrame(x) ? x.values.length : dimOf(x)?.[1] ?? 1);
  }),
  word("dimnames", "x", (call) => dimNames(call.value("x"))),
  word("dimnames<-", "x, value", (call) => {
    const x = call.value("x");
    const value = call.value("value");
    if (isFrame(x) && value.type === "list") {
      return setDimNames(call, setDimNames(call, x, 0, value.values[0]!), 1, value.values[1]!);
    }
    if (value.type !== "list") return withAttribute(x, "dimnames", NULL);
    const names = listOf(
      value.values.map((v) => v.type === "NULL" ? NULL : characters(asCharacter(v).values)),
    );
    const heads = namesOf(value);
    return withAttribute(x, "dimnames", heads ? withNames(names, heads) : names);
  }),
  word("rownames", "x, do.NULL!TRUE, prefix!", (call) => rowNames(call.value("x"))),
  word("row.names", "x", (call) => rowNames(call.value("x"))),
  word("colnames", "x, do.NULL!TRUE, prefix!", (call) => columnNames(call.value("x"))),
  word(
    "rownames<-",
    "x, value",
    (call) => setDimNames(call, call.value("x"), 0, call.value("value")),
  ),
  word(
    "row.names<-",
    "x, value",
    (call) => setDimNames(call, call.value("x"), 0, call.value("value")),
  ),
  word(
    "colnames<-",
    "x, value",
    (call) => setDimNames(call, call.value("x"), 1, call.value("value")),
  ),
  word("levels", "x", (call) => {
    const x = call.value("x");
    return x.attributes?.get("levels") ?? NULL;
  }),
  word("levels<-", "x, value", (call) => setLevels(call, call.value("x"), call.value("value"))),
  word("class<-", "x, value", (call) => setClass(call.value("x"), call.value("value"))),
  word("oldClass<-", "x, value", (call) => setClass(call.value("x"), call.value("value"))),
  word("unclass", "x", (call) => withAttribute(call.value("x"), "class", NULL)),
  { ...word("attr", "x, which, exact?", attribute), keepsThings: true },
  word(
    "attr<-",
    "x, which, value",
    (call) => setAttribute(call, call.value("x"), call.text("which"), call.value("value")),
  ),
  word("attributes", "x", (call) => attributesList(call.value("x"))),
  word("attributes<-", "x, value", (call) => {
    const value = call.value("value");
    let x: Value = withAttributes(call.value("x"), null);
    if (value.type === "list") {
      namesOf(value)?.forEach((name, i) => x = setAttribute(call, x, name ?? "", value.values[i]!));
    }
    return x;
  }),
  word("structure", ".Data, ...", (call) => {
    let x = call.value(".Data");
    for (const d of call.dots) {
      if (d.name === null) continue;
      const name = d.name === ".Names" ? "names" : d.name;
      x = setAttribute(call, x, name, call.valueOf(d));
    }
    return x;
  }),
  word("[", "x, ..., drop", (call) => {
    const drop = call.has("drop") ? call.flag("drop", true) : null;
    const at = call.dots.map((d) => ({
      value: d.value?.type === "NULL" && call.dots.length > 1 ? null : call.valueOf(d),
      span: d.span,
    }));
    return subset(call.value("x"), at, drop, call.interpreter, call.span);
  }),
  word("[[", "x, ..., exact!TRUE", (call) => {
    const at = call.dots.map((d) => ({ value: call.valueOf(d), span: d.span }));
    return elementOf(call.value("x"), at, call.interpreter, call.span);
  }),
  word("[<-", "x, ..., value", (call) => {
    const at = call.dots.map((d) => ({
      value: d.value?.type === "NULL" && call.dots.length > 1 ? null : call.valueOf(d),
      span: d.span,
    }));
    return assignSubset(call.value("x"), at, call.value("value"), call.interpreter, call.span);
  }),
  word("[[<-", "x, ..., value", (call) => {
    const at = call.dots.map((d) => ({ value: call.valueOf(d), span: d.span }));
    return assignElement(call.value("x"), at, call.value("value"), call.interpreter, call.span);
  }),
  word(
    "$<-",
    "x, name, value",
    (call) =>
      assignMember(
        call.value("x"),
        call.text("name"),
        call.value("value"),
        call.interpreter,
        call.span,
      ),
  ),
  word("is.na<-", "x, value", (call) => {
    const x = call.value("x");
    return assignSubset(
      x,
      [{ value: call.value("value"), span: call.span }],
      { ...integers([-2147483648]) },
      call.interpreter,
      call.span,
    );
  }),
  word("length<-", "x, value", (call) => {
    const x = call.value("x");
    const n = call.number("value");
    const attributes: Attributes | null = null;
    const out = call.interpreter.call("[", [
      x,
      integers(Int32Array.from({ length: n }, (_, i) => i + 1)),
    ], call.span);
    return attributes ?? out;
  }),
];
