/**
 * The letters of a design or model: one letter for each factor's effect, number of levels and
 * subscript, chosen as an author would or declared.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";

/** What an author declares: `{ Trt: "D", Room: { effect: "b", count: "r", index: "k" } }`. */
export type SymbolTable = Readonly<
  Record<string, string | { effect?: string; count?: string; index?: string }>
>;

/** A factor that needs letters. */
export interface Lettered {
  name: string;
  /** A fixed effect has a capital, a random one a small letter. */
  role: "fixed" | "random";
  /** False for a factor whose levels are as many as those of others: it needs no count letter. */
  counted?: boolean;
  /** False for a factor whose levels are those of others: it needs no subscript. */
  indexed?: boolean;
  /** The word whose letters are tried first, if it is not the name: `nitro` for `factor(nitro)`. */
  word?: string;
}

/** Letters of one factor; count and index are empty where none is needed. */
export interface FactorLetters {
  /** Of its effects. */
  effect: string;
  /** Of its number of levels. */
  count: string;
  /** Its subscript. */
  index: string;
}

const SMALL = "abcdefghijklmnopqrstuvwxyz";
/** Letters that read badly as a count: e and the subscripts i, j; l and o look like numbers. */
const POOR_COUNTS = "eijloy";
/** Effects of random factors when their initial is taken: b as in block, then u, w as in whole. */
const RANDOM_EFFECTS = "buwsvhgqfpcad";
const SUBSCRIPTS = "ijklmnopqrstuvwxyzabcdefgh";

const isLetter = (text: string | undefined): text is string => /^[A-Za-z]$/.test(text ?? "");

/** The small letters of a name, accents removed, in order. */
function lettersIn(name: string): string {
  return name.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
}

interface Declared {
  effect?: string;
  count?: string;
  index?: string;
}

function declaredOf(symbols: SymbolTable, name: string): Declared {
  const given = symbols[name];
  if (given === undefined) return {};
  return typeof given === "string" ? { effect: given } : given;
}

/** Faults of a declaration: letters that are none, reserved ones, and the same letter twice. */
function checkDeclared(symbols: SymbolTable, names: readonly string[]): void {
  const faults: Diagnostic[] = [];
  const fault = (message: string, hint: string): number =>
    faults.push({ code: "bad-symbol", severity: "error", message, hint });
  const seen = new Map<string, string>();
  for (const name of names) {
    const { effect, count, index } = declaredOf(symbols, name);
    for (const [kind, letter] of [["count", count], ["index", index]] as const) {
      if (letter === undefined) continue;
      if (!isLetter(letter)) {
        fault(`The ${kind} symbol "${letter}" of ${name} is not one letter`, "Use one letter");
      } else if (letter === "N" && kind === "count") {
        fault(`N cannot count ${name}`, "N is kept for the number of observations");
      } else if (seen.has(kind + letter)) {
        const other = seen.get(kind + letter);
        fault(`${name} and ${other} have the same ${kind} symbol "${letter}"`, "Give one another");
      }
      seen.set(kind + letter, name);
    }
    if (effect !== undefined && effect.length === 0) {
      fault(`The effect symbol of ${name} is empty`, "Use one letter");
    }
    if (effect !== undefined && seen.has("effect" + effect)) {
      const other = seen.get("effect" + effect);
      fault(`${name} and ${other} have the same effect symbol "${effect}"`, "Give one another");
    }
    if (effect !== undefined) seen.set("effect" + effect, name);
  }
  if (faults.length > 0) throw new DiagnosticError(faults);
}

/** The order in which factors are named: as declared, then as they come. */
export function declaredOrder<T extends { name: string }>(
  factors: readonly T[],
  symbols: SymbolTable,
): T[] {
  const place = new Map(Object.keys(symbols).map((name, i) => [name, i]));
  const rank = (f: T): number => place.get(f.name) ?? place.size;
  return [...factors].sort((a, b) => rank(a) - rank(b));
}

/**
 * Letters for factors: declared ones first; counts are small initials, all different; effects are
 * capital initials (fixed) or small letters that count nothing (random); subscripts go i, j, k …
 *
 * @param factors in the order in which they are named
 * @throws DiagnosticError `bad-symbol`
 */
export function chooseLetters(
  factors: readonly Lettered[],
  symbols: SymbolTable = {},
): Map<string, FactorLetters> {
  const order = declaredOrder(factors, symbols);
  checkDeclared(symbols, order.map((f) => f.name));
  const declared = new Map(order.map((f) => [f.name, declaredOf(symbols, f.name)]));
  const counted = order.filter((f) => f.counted !== false);
  const indexed = order.filter((f) => f.indexed ?? f.counted !== false);
  const counts = chooseCounts(counted, declared);
  const taken = new Set(counts.values());
  const effects = chooseEffects(order, declared, taken);
  const indices = chooseIndices(indexed, declared, new Set([...taken, ...effects.values()]));
  return new Map(order.map(({ name }) => [name, {
    effect: effects.get(name)!,
    count: counts.get(name) ?? "",
    index: indices.get(name) ?? "",
  }]));
}

const wordOf = (f: Lettered): string => f.word ?? f.name;

function chooseCounts(
  order: readonly Lettered[],
  declared: ReadonlyMap<string, Declared>,
): Map<string, string> {
  const out = new Map<string, string>();
  const effects = new Set([...declared.values()].flatMap((d) => d.effect ?? []));
  const indices = new Set([...declared.values()].flatMap((d) => d.index ?? []));
  const taken = new Set([...declared.values()].flatMap((d) => d.count ?? []));
  const free = (c: string): boolean =>
    isLetter(c) && c !== "N" && !taken.has(c) && !effects.has(c) && !indices.has(c);
  const claim = (name: string, letter: string): void => {
    out.set(name, letter);
    taken.add(letter);
  };
  for (const { name } of order) {
    const count = declared.get(name)!.count;
    if (count) claim(name, count);
  }
  for (const { name } of order) { // a declared effect's small letter goes before others' initials
    const small = declared.get(name)!.effect?.toLowerCase() ?? "";
    if (!out.has(name) && free(small)) claim(name, small);
  }
  for (const factor of order) { // initials go before what others fall back on
    const own = lettersIn(wordOf(factor));
    const initial = own.slice(0, 1);
    const good = !POOR_COUNTS.includes(initial) || own === "l" || own === "e";
    if (!out.has(factor.name) && good && free(initial)) {
      claim(factor.name, initial);
    }
  }
  for (const factor of order) {
    const { name } = factor;
    if (out.has(name)) continue;
    const own = lettersIn(wordOf(factor));
    const good = [...own].filter((c) => !POOR_COUNTS.includes(c));
    const blocks = /^(bl|rep)/i.test(name) ? ["b", "r"] : [];
    const spare = [..."rnsvwpqfghtuxzabcdmk" + SMALL + SMALL.toUpperCase()];
    const letter = [...blocks, ...good, ...spare].find(free);
    claim(name, letter!);
  }
  return out;
}

function chooseEffects(
  order: readonly Lettered[],
  declared: ReadonlyMap<string, Declared>,
  counts: ReadonlySet<string>,
): Map<string, string> {
  const out = new Map<string, string>();
  const taken = new Set([...declared.values()].flatMap((d) => d.effect ?? []));
  for (const factor of order) {
    const { name, role } = factor;
    const given = declared.get(name)!.effect;
    const own = lettersIn(wordOf(factor));
    const candidates = role === "fixed"
      ? [...(own + SMALL).toUpperCase()]
      : [...own.slice(0, 1) + RANDOM_EFFECTS + SMALL].filter((c) => !"eijy".includes(c));
    const letter = given ?? candidates.find((c) => !taken.has(c) && !counts.has(c)) ?? own;
    out.set(name, letter);
    taken.add(letter);
  }
  return out;
}

function chooseIndices(
  order: readonly Lettered[],
  declared: ReadonlyMap<string, Declared>,
  avoid: ReadonlySet<string>,
): Map<string, string> {
  const out = new Map<string, string>();
  const taken = new Set([...declared.values()].flatMap((d) => d.index ?? []));
  for (const { name } of order) {
    const given = declared.get(name)!.index;
    const letter = given ?? spareIndex(new Set([...taken, ...avoid]));
    out.set(name, letter);
    taken.add(letter);
  }
  return out;
}

/** The first subscript that is free: i, j, k … */
export function spareIndex(taken: ReadonlySet<string>): string {
  return [...SUBSCRIPTS].find((c) => !taken.has(c)) ?? "i";
}
