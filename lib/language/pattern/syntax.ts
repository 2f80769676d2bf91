/**
 * Regular expressions as trees: R's own (POSIX extended, with the additions of its library TRE) and
 * those of Perl.
 *
 * @module
 */
import { bracket } from "./brackets.ts";
import { caseless, DIGIT, not, property, SPACE, type Test, wordTest } from "./classes.ts";
import { badPattern, type Syntax, type Tree } from "./tree.ts";

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
const MOST_REPEATS = 1000;

/** Reads a regular expression. */
export function readPattern(
  pattern: string,
  perl: boolean,
  ignoreCase: boolean,
  wide: boolean,
): Syntax {
  return new Reader(pattern, perl, ignoreCase, wide).read();
}

class Reader {
  readonly #chars: string[];
  #at = 0;
  #groups = 0;
  #names: (string | null)[] = [];
  #backward = false;
  #lazy = false;
  #depth = 0;
  #dotAll: boolean;
  #lines = false;
  #extended = false;

  constructor(
    readonly pattern: string,
    readonly perl: boolean,
    private caseFree: boolean,
    readonly wide: boolean,
  ) {
    this.#chars = Array.from(pattern);
    this.#dotAll = !perl;
  }

  read(): Syntax {
    const parts = [this.#choice()];
    while (this.#at < this.#chars.length) {
      if (this.perl) this.#bad("has a ) without its (", "Write \\\\) for a bracket");
      this.#at++;
      parts.push(this.#repeated(this.#one(41)), this.#choice());
    }
    const tree: Tree = parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
    return {
      tree,
      groups: this.#groups,
      names: this.#names,
      backward: this.#backward,
      lazy: this.#lazy,
    };
  }

  #bad(what: string, hint: string): never {
    return badPattern(this.pattern, what, hint);
  }

  #peek(ahead = 0): string {
    return this.#chars[this.#at + ahead] ?? "";
  }

  #taken(text: string): boolean {
    if (!this.#chars.slice(this.#at, this.#at + text.length).join("").startsWith(text)) {
      return false;
    }
    this.#at += text.length;
    return true;
  }

  #choice(): Tree {
    if (++this.#depth > 200) this.#bad("has too many brackets inside each other", "Divide it");
    const kept = [this.caseFree, this.#dotAll, this.#lines, this.#extended] as const;
    const options = [this.#sequence()];
    while (this.#taken("|")) options.push(this.#sequence());
    [this.caseFree, this.#dotAll, this.#lines, this.#extended] = kept;
    this.#depth--;
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#chars.length && this.#peek() !== "|" && this.#peek() !== ")") {
      if (this.#extended && this.#skipped()) continue;
      const part = this.#part();
      if (part) parts.push(this.#repeated(part));
    }
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  }

  /** Blanks and remarks of `(?x)`. */
  #skipped(): boolean {
    if (/\s/.test(this.#peek())) {
      this.#at++;
      return true;
    }
    if (this.#peek() !== "#") return false;
    while (this.#at < this.#chars.length && this.#peek() !== "\n") this.#at++;
    return true;
  }

  #repeated(body: Tree): Tree {
    let out = body;
    for (;;) {
      const counts = this.#counts();
      if (!counts) return out;
      const [least, most] = counts;
      const how = this.#taken("?")
        ? "lazy"
        : this.perl && this.#taken("+")
        ? "possessive"
        : "greedy";
      if (how === "lazy") this.#lazy = true;
      out = { kind: "repeat", body: out, least, most, how };
      if (this.perl ? this.#counts() : /[*+?]/.test(this.#peek())) {
        this.#bad("repeats what is repeated already", "Put the part in brackets: (…)");
      }
    }
  }

  #counts(): [number, number] | null {
    if (this.#taken("*")) return [0, Infinity];
    if (this.#taken("+")) return [1, Infinity];
    if (this.#taken("?")) return [0, 1];
    const counted = /^\{(\d*)(,?)(\d*)\}/.exec(this.#chars.slice(this.#at, this.#at + 24).join(""));
    if (this.#peek() !== "{") return null;
    if (!counted || (counted[1] === "" && (this.perl || counted[3] === ""))) {
      if (this.perl) return null;
      return this.#bad(
        "has a { that counts nothing",
        "Write \\\\{ for a bracket, or {2,3} to count",
      );
    }
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === "" ? least : counted[3] === "" ? Infinity : Number(counted[3]);
    if (most < least || Math.max(least, most === Infinity ? 0 : most) > MOST_REPEATS) {
      this.#bad(
        `cannot repeat ${counted[0]}`,
        `The first count is at most the second, and both are at most ${MOST_REPEATS}`,
      );
    }
    return [least, most];
  }

  #one(code: number): Tree {
    const test: Test = (c) => c === code;
    if (!this.caseFree) return { kind: "set", test, only: code };
    return { kind: "set", test: caseless(test), only: null };
  }

  #set(test: Test): Tree {
    return { kind: "set", test, only: null };
  }

  #part(): Tree | null {
    const c = this.#chars[this.#at++]!;
    switch (c) {
      case ".":
        return this.#set(this.#dotAll ? () => true : (code) => code !== 10);
      case "^":
        return { kind: "place", at: this.#lines ? "line-start" : "start" };
      case "$":
        return {
          kind: "place",
          at: this.#lines ? "line-end" : this.perl ? "end-or-last-newline" : "end",
        };
      case "[": {
        const made = bracket(this.pattern, this.#chars, this.#at, this.perl, this.wide);
        this.#at = made.next;
        const test = this.caseFree ? caseless(made.test) : made.test;
        return this.#set(made.negated ? not(test) : test);
      }
      case "(":
        return this.#bracketed();
      case "\\":
        return this.#escaped();
      case "*":
      case "+":
      case "?":
        if (!this.perl) return this.#one(c.codePointAt(0)!);
        return this.#bad(`repeats nothing with ${c}`, `Write \\\\${c} for the character itself`);
      default:
        return this.#one(c.codePointAt(0)!);
    }
  }

  #bracketed(): Tree | null {
    if (!this.#taken("?")) return this.#group(null);
    if (this.#taken(":")) return this.#closed(this.#choice());
    if (this.#taken("#")) {
      while (this.#at < this.#chars.length && this.#peek() !== ")") this.#at++;
      return this.#closed(null);
    }
    if (!this.perl && /[=!<>P|]/.test(this.#peek())) {
      return this.#bad(
        `has (?${this.#peek()}, which R knows only in expressions of Perl`,
        "Add perl = TRUE",
      );
    }
    for (const [mark, ahead, wanted] of LOOKS) {
      if (!this.#taken(mark)) continue;
      const body = this.#closed(this.#choice())!;
      return { kind: "look", body, ahead, wanted };
    }
    if (this.#taken(">")) return { kind: "atomic", body: this.#closed(this.#choice())! };
    if (this.#taken("|")) {
      return this.#bad("numbers its groups anew with (?|", "Write the groups one after another");
    }
    const named = /^(?:P?<|')([A-Za-z_]\w*)[>']/.exec(this.#chars.slice(this.#at).join(""));
    if (named) {
      this.#at += named[0].length;
      return this.#group(named[1]!);
    }
    return this.#flags();
  }

  #group(name: string | null): Tree {
    const index = ++this.#groups;
    this.#names[index - 1] = name;
    return { kind: "group", index, body: this.#closed(this.#choice())! };
  }

  #closed<T extends Tree | null>(tree: T): T {
    if (!this.#taken(")")) this.#bad("has a ( without its )", "Write \\\\( for a bracket");
    return tree;
  }

  /** `(?i)` and the like: from here to the end of the group. */
  #flags(): Tree | null {
    let on = true;
    for (;;) {
      const flag = this.#chars[this.#at++] ?? "";
      if (flag === ")") return null;
      if (flag === ":") return this.#closed(this.#choice());
      if (flag === "-") on = false;
      else if (flag === "i") this.caseFree = on;
      else if (this.perl && flag === "s") this.#dotAll = on;
      else if (this.perl && flag === "m") this.#lines = on;
      else if (this.perl && flag === "x") this.#extended = on;
      else {
        return this.#bad(
          `has (?${flag}, which cannot be said here`,
          "(?i) lets case pass; groups are (…), (?:…), and with perl = TRUE (?=…), (?!…), (?<=…), (?<!…), (?>…)",
        );
      }
    }
  }

  #escaped(): Tree | null {
    const c = this.#chars[this.#at++];
    if (c === undefined) return this.#bad("ends in a backslash", "Write \\\\\\\\ for a backslash");
    if (/[1-9]/.test(c)) {
      this.#backward = true;
      if (Number(c) > this.#groups) {
        return this.#bad(
          `refers to group ${c}, which is not there`,
          "Groups are counted by their (",
        );
      }
      return { kind: "back", index: Number(c) };
    }
    const word = wordTest(this.wide);
    switch (c) {
      case "d":
        return this.#set(DIGIT);
      case "D":
        return this.#set(not(DIGIT));
      case "s":
        return this.#set(SPACE);
      case "S":
        return this.#set(not(SPACE));
      case "w":
        return this.#set(word);
      case "W":
        return this.#set(not(word));
      case "b":
        return { kind: "place", at: "word-edge" };
      case "B":
        return { kind: "place", at: "no-word-edge" };
      case "x":
        return this.#hexadecimal();
      case "Q":
        return this.#verbatim();
      case "E":
        return null;
    }
    if (CONTROLS[c] !== undefined) return this.#one(CONTROLS[c]!);
    if (c === "<" && !this.perl) return { kind: "place", at: "word-start" };
    if (c === ">" && !this.perl) return { kind: "place", at: "word-end" };
    if (/[A-Za-z0-9]/.test(c)) return this.perl ? this.#perlEscape(c) : this.#unknown(c);
    return this.#one(c.codePointAt(0)!);
  }

  #unknown(c: string): Tree {
    // TRE takes a letter that means nothing else as itself
    if (/[A-Za-z0]/.test(c) && !/[hHvVRKXpPAzZGNk]/.test(c)) return this.#one(c.codePointAt(0)!);
    return this.#bad(
      `has \\${c}, which R knows only in expressions of Perl`,
      "Add perl = TRUE, or name the characters: [[:space:]], [[:alpha:]]",
    );
  }

  #perlEscape(c: string): Tree | null {
    const blank: Test = (code) => code === 32 || code === 9 || code === 0xa0;
    const newline: Test = (code) => code >= 10 && code <= 13;
    switch (c) {
      case "h":
        return this.#set(blank);
      case "H":
        return this.#set(not(blank));
      case "v":
        return this.#set(newline);
      case "V":
        return this.#set(not(newline));
      case "N":
        return this.#set((code) => code !== 10);
      case "R":
        return {
          kind: "atomic",
          body: {
            kind: "choice",
            options: [
              { kind: "sequence", parts: [this.#one(13), this.#one(10)] },
              this.#set(newline),
            ],
          },
        };
      case "K":
        return { kind: "keep" };
      case "A":
        return { kind: "place", at: "start" };
      case "z":
        return { kind: "place", at: "end" };
      case "Z":
        return { kind: "place", at: "end-or-last-newline" };
      case "p":
      case "P":
        return this.#property(c === "P");
    }
    return this.#bad(
      `has \\${c}, which cannot be said here`,
      "\\\\d \\\\w \\\\s \\\\b \\\\h \\\\R \\\\K \\\\p{L} and \\\\1 to \\\\9 can",
    );
  }

  #property(negated: boolean): Tree {
    const named = /^(?:\{(\^?)(\w+)\}|([A-Z]))/.exec(
      this.#chars.slice(this.#at, this.#at + 40).join(""),
    );
    const test = named && property(named[2] ?? named[3]!);
    if (!named || !test) {
      return this.#bad(
        "has no property of Unicode behind \\p",
        "Write \\\\p{L}, \\\\p{Lu}, \\\\p{N}",
      );
    }
    this.#at += named[0].length;
    return this.#set((named[1] === "^") !== negated ? not(test) : test);
  }

  #hexadecimal(): Tree {
    const digits = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{0,2}))/.exec(
      this.#chars.slice(this.#at, this.#at + 8).join(""),
    )!;
    this.#at += digits[0].length;
    return this.#one(parseInt(digits[1] ?? (digits[2] || "0"), 16));
  }

  /** `\Q…\E`: characters that mean themselves. */
  #verbatim(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#chars.length && !this.#taken("\\E")) {
      parts.push(this.#one(this.#chars[this.#at++]!.codePointAt(0)!));
    }
    return { kind: "sequence", parts };
  }
}

const LOOKS = [["=", true, true], ["!", true, false], ["<=", false, true], [
  "<!",
  false,
  false,
]] as const;
