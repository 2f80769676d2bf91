/** [source, what is printed, a wrong use, its fault] for every verb of kableExtra. */
type Case = [string, string | RegExp, string, string];

const TABLE = "kable(data.frame(x = c(1, 2), y = c('a', 'b')))";
const PRINTED = "x y\n1 1 a\n2 2 b";

/** Words about the look of a table, each with an argument of its own. */
const LOOKS: readonly [name: string, argument: string][] = [
  ["kable_styling", "full_width = FALSE"],
  ["kable_classic", "full_width = FALSE"],
  ["kable_classic_2", "full_width = FALSE"],
  ["kable_minimal", "full_width = FALSE"],
  ["kable_paper", "full_width = FALSE"],
  ["kable_material", "full_width = FALSE"],
  ["kable_material_dark", "full_width = FALSE"],
  ["column_spec", "1, bold = TRUE"],
  ["row_spec", "1, bold = TRUE"],
  ["scroll_box", "width = '100%'"],
  ["collapse_rows", "columns = 1"],
  ["add_indent", "1"],
  ["landscape", "margin = '1cm'"],
];

export const KABLE_EXTRA: Case[] = [
  ["kbl(data.frame(x = 1.234), digits = 1)", "x\n1 1.2", "kbl()", "missing-argument"],
  ...LOOKS.map(([name, argument]): Case => [
    `${TABLE} %>% ${name}(${argument})`,
    PRINTED,
    `${TABLE} %>% ${name}(nobody = 1)`,
    "unknown-argument",
  ]),
  [
    "cell_spec(c('a', 'b'), color = 'red')",
    '[1] "a" "b"',
    "cell_spec('a', link = 'x')",
    "unknown-argument",
  ],
  ["text_spec(1.5)", '[1] "1.5"', "text_spec(l)", "wrong-argument"],
  [
    `${TABLE} %>% pack_rows('Both', 1, 2)`,
    "x y\nBoth\n1 1 a\n2 2 b",
    `${TABLE} %>% pack_rows('Both', 1, 3)`,
    "bad-index",
  ],
  [
    `${TABLE} %>% pack_rows(index = c(' ' = 1, 'Last' = 1))`,
    "x y\n1 1 a\nLast\n2 2 b",
    `${TABLE} %>% pack_rows(index = 1:2)`,
    "wrong-argument",
  ],
  [
    `${TABLE} %>% add_header_above(c(Number = 1, ' ' = 1))`,
    `Number: x\n${PRINTED}`,
    `${TABLE} %>% add_header_above(c(Number = 1))`,
    "bad-length",
  ],
  [
    `${TABLE} %>% footnote(general = 'Of two.', number = c('One.', 'Two.'))`,
    `${PRINTED}\nNote: Of two.\n1 One.\n2 Two.`,
    "footnote(l, general = 'x')",
    "wrong-argument",
  ],
];
