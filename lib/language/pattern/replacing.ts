/**
 * Matches replaced: `sub`, `gsub` and the like.
 *
 * @module
 */
import type { Match, Matcher, Subject } from "./matcher.ts";

type Piece = string | number | "\\U" | "\\L" | "\\E";

/** What stands for a match, made from its groups. */
export type Replacement = (subject: Subject, match: Match) => string;

/** A replacement as it stands. */
export function literally(text: string): Replacement {
  return () => text;
}

/**
 * A replacement in which `\1` to `\9` are what groups matched; of an expression of Perl `\U`, `\L`
 * and `\E` make what follows capital, small, and neither.
 */
export function withGroups(text: string, perl: boolean): Replacement {
  const pieces: Piece[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") pieces.push(plain);
    plain = "";
  };
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== "\\") {
      plain += text[i];
      continue;
    }
    const next = text[++i] ?? "";
    if (/[1-9]/.test(next)) {
      flush();
      pieces.push(Number(next));
    } else if (perl && /[ULE]/.test(next)) {
      flush();
      pieces.push(`\\${next}` as Piece);
    } else plain += next;
  }
  flush();
  if (pieces.every((p) => typeof p === "string" && !/^\\[ULE]$/.test(p))) {
    return literally(pieces.join(""));
  }
  return (subject, match) => {
    let out = "";
    let turn: (t: string) => string = (t) => t;
    for (const piece of pieces) {
      if (piece === "\\U") turn = (t) => t.toUpperCase();
      else if (piece === "\\L") turn = (t) => t.toLowerCase();
      else if (piece === "\\E") turn = (t) => t;
      else if (typeof piece === "string") out += piece;
      else {
        const [from, to] = match.groups[piece - 1] ?? [-1, -1];
        if (from >= 0) out += turn(subject.slice(from, to));
      }
    }
    return out;
  };
}

/** A text with its first match replaced, or all of them. */
export function replaced(
  matcher: Matcher,
  subject: Subject,
  replacement: Replacement,
  all: boolean,
): string {
  const next = matcher.in(subject);
  let found = next(0);
  if (!found) return subject.text;
  const n = subject.length;
  let out = "";
  let done = 0;
  let last = -1;
  while (found) {
    out += subject.slice(done, found.from);
    // a match of nothing right behind another is none
    if (found.to > found.from || found.from !== last) out += replacement(subject, found);
    done = last = found.to;
    if (!all) break;
    let at = done;
    if (found.to === found.from) {
      if (done >= n) break;
      out += subject.slice(done, done + 1);
      at = ++done;
    }
    if (at > n) break;
    found = next(at);
  }
  return out + subject.slice(done);
}
