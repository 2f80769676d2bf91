/**
 * Chance on texts: mutations of real files, and sentences of small grammars.
 *
 * @module
 */

/** Picks and numbers from a source of chance. */
export class Dice {
  constructor(readonly random: () => number) {}

  /** A whole number below `n`. */
  below(n: number): number {
    return Math.floor(this.random() * n);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  chance(p: number): boolean {
    return this.random() < p;
  }

  /** So many of what `make` gives. */
  several<T>(least: number, most: number, make: (i: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, i) => make(i));
  }
}

/** Signs that mean something to some reader. */
export const SIGNS = [
  ..."\0 \t \u00a0 \u200b \ufeff é 日 \ud83d \\ ' \" ` ``` ~~~ ::: $ $$ { } {# {.a} [ ] [^ ^[ ]( ![ < > <!-- -->"
    .split(" "),
  ..."# ## | - * + = : ; , . / // ../ % & &amp; @ @tbl- [@ `r \\( \\[ \\begin{align} \\frac{ #| --- ... NA NaN Inf"
    .split(" "),
  ..."null true 1e999 -0 0x 1e-400 *a &a !!js <<: a: - \r \r\n (ref:a) \\@ref(fig:a)".split(" "),
  "\n",
  "\n\n",
  " ",
  "    ",
  "constructor",
  "__proto__",
  "toString",
  "```model\n",
  "```plot\n",
];

/** A text with a few changes: spans lost, doubled, moved; signs put in; the end cut off. */
export function mutated(dice: Dice, text: string, signs: readonly string[] = SIGNS): string {
  let out = text;
  for (let change = 1 + dice.below(4); change > 0; change--) {
    const at = dice.below(out.length + 1);
    const length = dice.chance(0.5) ? dice.below(12) : dice.below(200);
    const span = out.slice(at, at + length);
    switch (dice.below(6)) {
      case 0:
        out = out.slice(0, at) + out.slice(at + length);
        break;
      case 1:
        out = out.slice(0, at) + span.repeat(1 + dice.below(4)) + out.slice(at);
        break;
      case 2: {
        const to = dice.below(out.length + 1);
        out = out.slice(0, to) + span + out.slice(to);
        break;
      }
      case 3:
        out = out.slice(0, at) + dice.pick(signs).repeat(dice.chance(0.1) ? 60 : 1) + out.slice(at);
        break;
      case 4:
        out = out.slice(0, at) + String.fromCharCode(dice.below(dice.chance(0.8) ? 128 : 0xffff)) +
          out.slice(at + 1);
        break;
      default:
        if (dice.chance(0.2)) out = out.slice(0, at);
        else out = out.slice(0, at) + dice.pick(signs) + out.slice(at + length);
    }
  }
  return out;
}

/** A grammar: alternatives by name, with `<name>` in them. */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/** A sentence of a grammar; beyond the depth the first alternative is taken, which must end. */
export function sentence(dice: Dice, grammar: Grammar, start: string, depth = 6): string {
  const options = grammar[start]!;
  const chosen = depth <= 0 ? options[0]! : dice.pick(options);
  return chosen.replace(
    /<(\w+)>/g,
    (whole, name: string) => grammar[name] ? sentence(dice, grammar, name, depth - 1) : whole,
  );
}
