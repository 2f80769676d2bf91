/**
 * Commands of LaTeX that labels of pictures know.
 *
 * @module
 */
const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau " +
  "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

/** Commands that are names of `plotmath`. */
export const NAMES: ReadonlyMap<string, string> = new Map([
  ...GREEK.split(" ").map((each): [string, string] => [each, each]),
  ["varepsilon", "epsilon"],
  ["vartheta", "theta1"],
  ["varphi", "phi1"],
  ["varsigma", "sigma1"],
  ["varpi", "omega1"],
  ["infty", "infinity"],
  ["partial", "partialdiff"],
  ["nabla", "nabla"],
  ["degree", "degree"],
  ["aleph", "aleph"],
  ["ldots", "ldots"],
  ["dots", "ldots"],
  ["cdots", "cdots"],
]);

const SIGNS =
  "times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ° bullet • leq ≤ le ≤ geq ≥ ge ≥ neq ≠ " +
  "ne ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ subseteq ⊆ " +
  "supset ⊃ supseteq ⊇ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ to → rightarrow → leftarrow ← " +
  "leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ uparrow ↑ downarrow ↓ mid | perp ⊥ " +
  "oplus ⊕ otimes ⊗ wedge ∧ vee ∨ neg ¬";

/** Signs between two things. */
const APART = new Set(
  ("times div pm mp leq le geq ge neq ne approx sim simeq cong equiv propto ll gg in notin subset " +
    "subseteq supset supseteq cup cap to rightarrow leftarrow leftrightarrow Rightarrow Leftarrow " +
    "Leftrightarrow mid perp oplus otimes wedge vee").split(" "),
);

/** Commands that are a text. */
export const TEXTS: ReadonlyMap<string, string> = (() => {
  const words = SIGNS.split(" ");
  const signs = words.flatMap((word, i): [string, string][] =>
    i % 2 === 1 ? [] : [[word, APART.has(word) ? ` ${words[i + 1]!} ` : words[i + 1]!]]
  );
  return new Map([
    ...signs,
    ["prime", "′"],
    ["ell", "ℓ"],
    ["hbar", "ℏ"],
    ["quad", "  "],
    ["qquad", "    "],
    ["lbrace", "{"],
    ["rbrace", "}"],
    ["lbrack", "["],
    ["rbrack", "]"],
    ["backslash", "\\"],
    [",", " "],
    [":", " "],
    [";", " "],
    [" ", " "],
    ["!", ""],
    ["|", "∥"],
    // signs that mean something to LaTeX, and latex2exp's brackets
    ...[..."$%&#_{}[]()"].map((sign): [string, string] => [sign, sign]),
  ]);
})();

/** Functions that are written upright. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln det dim ker gcd arg deg Pr"
    .split(
      " ",
    ),
);

/** Accents. */
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["hat", "hat"],
  ["widehat", "hat"],
  ["tilde", "tilde"],
  ["widetilde", "tilde"],
  ["bar", "bar"],
  ["overline", "bar"],
  ["dot", "dot"],
  ["ring", "ring"],
  ["mathring", "ring"],
  ["underline", "underline"],
]);

/** Ways of setting a text. */
export const FACES: ReadonlyMap<string, string> = new Map([
  ["text", "plain"],
  ["textrm", "plain"],
  ["textnormal", "plain"],
  ["textbf", "bold"],
  ["textit", "italic"],
  ["mathrm", "plain"],
  ["mathbf", "bold"],
  ["boldsymbol", "bold"],
  ["mathit", "italic"],
  ["operatorname", "plain"],
]);

/** Signs with limits. */
export const LARGE: ReadonlyMap<string, string> = new Map([
  ["sum", "∑"],
  ["prod", "∏"],
  ["int", "∫"],
  ["bigcup", "⋃"],
  ["bigcap", "⋂"],
  ["lim", "lim"],
  ["max", "max"],
  ["min", "min"],
  ["inf", "inf"],
  ["sup", "sup"],
]);
