/**
 * Ordinal scales in the order of a factor's levels, as R's graphics have them. Plot sorts them by
 * name. A domain or an order that the author gives is left alone.
 *
 * @module
 */

/** A factor among the values of a page. */
export interface Levels {
  /** Name of the column; empty for a factor by itself. */
  column: string;
  levels: readonly string[];
}

type Plain = Record<string, unknown>;

interface Scale {
  domain?: unknown;
  label?: unknown;
}

/** A figure as Plot gives it. */
export type PlotElement = Element & { scale(name: string): Scale | undefined };

const SCALES = ["x", "y", "fx", "fy", "color", "symbol", "opacity", "length"];

function marksOf(options: Plain): Plain[] {
  const flat = (value: unknown): Plain[] =>
    Array.isArray(value)
      ? (value as unknown[]).flatMap(flat)
      : typeof value === "object" && value !== null
      ? [value as Plain]
      : [];
  return flat(options["marks"]);
}

/** Scales whose order the author has chosen. */
function chosen(options: Plain): Set<string> {
  const names = new Set<string>();
  for (const name of SCALES) {
    const own = options[name] as Plain | undefined;
    if (own?.["domain"] !== undefined) names.add(name);
  }
  for (const { sort } of marksOf(options)) {
    for (const name of Object.keys((sort ?? {}) as Plain)) names.add(name);
  }
  return names;
}

function inOrder(levels: readonly string[], domain: readonly string[]): string[] {
  return levels.filter((level) => domain.includes(level));
}

/** The one order that the factors agree on; null if there is none. */
function agreed(factors: readonly Levels[], domain: readonly string[]): string[] | null {
  const orders = factors.map(({ levels }) => inOrder(levels, domain));
  const [first] = orders;
  return first && orders.every((order) => order.join("\0") === first.join("\0")) ? first : null;
}

/** Options with the domains that the factors of the figure give; null if Plot's are the same. */
export function levelDomains(
  plot: PlotElement,
  options: Plain,
  factors: readonly Levels[],
  isNamed: (column: string) => boolean,
): Plain | null {
  const fixed = chosen(options);
  const domains: Plain = {};
  for (const name of SCALES) {
    const scale = fixed.has(name) ? undefined : plot.scale(name);
    if (!Array.isArray(scale?.domain)) continue;
    const domain = scale.domain as unknown[];
    const known = domain.filter((each): each is string => typeof each === "string");
    if (known.length < 2 || known.length < domain.length) continue;
    const fitting = factors.filter(({ column, levels }) =>
      (column === "" || isNamed(column)) && known.every((each) => levels.includes(each))
    );
    const labelled = fitting.filter(({ column }) => column === scale.label);
    const order = agreed(labelled.length > 0 ? labelled : fitting, known);
    const own = options[name] as Plain | undefined ?? {};
    const drawn = own["reverse"] ? known.reverse() : known;
    if (order === null || order.every((level, i) => level === drawn[i])) continue;
    domains[name] = { ...own, domain: order };
  }
  return Object.keys(domains).length === 0 ? null : { ...options, ...domains };
}
