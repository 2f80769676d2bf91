/**
 * The rules that a parser came with.
 *
 * @module
 */

/** A chain of rules, as far as it is asked here. */
interface Ruler<Rule> {
  getRules(chain: string): Rule[];
  disable(name: string): unknown;
  enable(name: string): unknown;
}

/**
 * The rule of a name, to be called by the one that takes its place. It is found by the name that the
 * chain knows it by: that of its function is lost where a program is bundled.
 */
export function ownRule<Rule>(ruler: Ruler<Rule>, name: string): Rule {
  const all = ruler.getRules("");
  ruler.disable(name);
  const others = new Set(ruler.getRules(""));
  ruler.enable(name);
  const own = all.find((rule) => !others.has(rule));
  if (!own) throw new Error(`the parser has no rule "${name}"`);
  return own;
}
