/**
 * Characters in square brackets: `[a-z_[:digit:]]`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { CLASS_NAMES, classNamed, DIGIT, not, SPACE, type Test, wordTest } from "./classes.ts";

const CONTROLS: Readonly<Record<string, number>> = {
  t: 9,
  n: 10,
  r: 13,
  f: 12,
  a: 7,
  e: 27,
  b: 8,
};

/** A backslash and a letter in square brackets, which only Perl gives a meaning. */
function escaped(c: string, wide: boolean): Test | number {
  const word = wordTest(wide);
  const kinds: Readonly<Record<string, Test>> = {
    d: DIGIT,
    D: not(DIGIT),
    w: word,
    W: not(word),
    s: SPACE,
    S: not(SPACE),
    h: (code) => code === 32 || code === 9 || code === 0xa0,
  };
  return kinds[c] ?? CONTROLS[c] ?? c.codePointAt(0)!;
}

/**
 * The characters of a bracket that begins at `from` (behind its `[`), whether they are those that
 * are not meant, and where the pattern goes on.
 */
export function bracket(
  pattern: string,
  chars: readonly string[],
  from: number,
  perl: boolean,
  wide: boolean,
): { test: Test; negated: boolean; next: number } {
  const bad = (what: string, hint: string): never =>
    fail("bad-pattern", `The pattern "${pattern}" ${what}`, { hint });
  let at = from;
  const negated = chars[at] === "^";
  if (negated) at++;
  const tests: Test[] = [];
  const single = new Set<number>();
  const first = at;
  const member = (): Test | number => {
    const c = chars[at++];
    if (c === undefined) bad("has a [ without its ]", "Write \\\\[ for a bracket");
    if (c === "\\" && perl) return escaped(chars[at++] ?? "\\", wide);
    if (c === "[" && /[.:=]/.test(chars[at] ?? "")) {
      const mark = chars[at]!;
      const end = chars.findIndex((d, i) => i > at && d === mark && chars[i + 1] === "]");
      if (end > 0) {
        const name = chars.slice(at + 1, end).join("");
        at = end + 2;
        if (mark !== ":") {
          bad(
            `has [${mark}${name}${mark}], which cannot be said here`,
            "Write the character itself",
          );
        }
        return classNamed(name, wide) ??
          bad(`has no class [:${name}:]`, suggestion(name, CLASS_NAMES) ?? "");
      }
    }
    return c!.codePointAt(0)!;
  };
  while (chars[at] !== "]" || at === first) {
    const low = member();
    if (typeof low === "number" && chars[at] === "-" && chars[at + 1] !== "]" && chars[at + 1]) {
      at++;
      const high = member();
      if (typeof high !== "number") {
        bad("has a range that ends in a class", "Put the - first or last: [a_-]");
      } else if (high < low) {
        bad("has a range that ends before it begins", "Turn it round: [a-z]");
      } else tests.push((c) => c >= low && c <= high);
    } else if (typeof low === "number") single.add(low);
    else tests.push(low);
  }
  return { test: (c) => single.has(c) || tests.some((t) => t(c)), negated, next: at + 1 };
}
