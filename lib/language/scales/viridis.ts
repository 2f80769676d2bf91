/**
 * Colours that keep their order without hue: `viridis_pal`, and `viridis` and its kin of viridisLite.
 *
 * Source: Smith & van der Walt (2015); Nuñez, Anderton & Renslow (2018). Between the 33 places that are kept
 * colours are mixed, which is at most two steps of 255 from R's.
 *
 * @module
 */
import { VIRIDIS } from "../../render/figure/grammar/palettes.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const LETTERS = "magma inferno plasma viridis cividis rocket mako turbo".split(" ");

const PLACES = `list(${
  LETTERS.filter((name) => VIRIDIS[name])
    .map((name) => `${name} = c(${VIRIDIS[name]!.map((c) => `"${c}"`).join(", ")})`).join(", ")
})`;

const COMMON = {
  inks: `function(n, alpha, begin, end, direction, option) {
    all <- ${PLACES}
    at <- match(toupper(option), LETTERS)
    name <- if (is.na(at)) option else c(${LETTERS.map((l) => `"${l}"`).join(", ")})[at]
    if (is.null(all[[name]])) stop("option is a letter of A to H or one of ", paste(names(all), collapse = ", "))
    if (n == 0) return(character(0))
    if (direction == -1) {
      own <- begin
      begin <- end
      end <- own
    }
    m <- colorRamp(all[[name]])(seq(begin, end, length.out = n)) / 255
    rgb(m[, 1], m[, 2], m[, 3], alpha = alpha)
  }`,
};

/** Words of these colours. */
export const VIRIDIS_WORDS: readonly Builtin[] = [
  composedWord(
    "viridis_pal",
    "alpha, begin, end, direction, option",
    `function(alpha = 1, begin = 0, end = 1, direction = 1, option = "D") {
      function(n) inks(n, alpha, begin, end, direction, option)
    }`,
    COMMON,
  ),
  ...LETTERS.filter((name) => VIRIDIS[name]).map((name) =>
    composedWord(
      name,
      name === "viridis"
        ? "n, alpha, begin, end, direction, option"
        : "n, alpha, begin, end, direction",
      `function(n, alpha = 1, begin = 0, end = 1, direction = 1, option = "${name}") inks(n, alpha, begin, end, direction, option)`,
      COMMON,
    )
  ),
];
