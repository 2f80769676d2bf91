/** [source, what is printed, a wrong use, its fault] for tables that packages of their own present. */
type Case = [string, string | RegExp, string, string];

const DATA = "data.frame(x = c(1.25, 2), y = c('a', 'b'))";
const PRINTED = "x y\n1 1.25 a\n2 2.00 b";

/** Words about the look of a flextable, each with an argument of its own. */
const LOOKS: readonly [name: string, argument: string][] = [
  ...("autofit theme_vanilla theme_booktabs theme_box theme_zebra theme_alafoli theme_vader theme_apa " +
    "theme_tron").split(" ").map((name): [string, string] => [name, ""]),
  ["bold", "part = 'header'"],
  ["italic", "j = 1"],
  ["align", "align = 'center'"],
  ["fontsize", "size = 9"],
  ["color", "color = 'red'"],
  ["bg", "bg = 'grey'"],
  ["width", "width = 2"],
  ["merge_v", "j = 1"],
  ["hline", "i = 1"],
];

/** Words about the look of a table of gt. */
const OF_GT: readonly [name: string, argument: string][] = [
  ["tab_options", "table.width = 90"],
  ["tab_style", "style = 'bold'"],
  ["cols_align", "align = 'center'"],
  ["opt_row_striping", ""],
];

export const PRESENTED: Case[] = [
  [
    `datatable(${DATA}, rownames = FALSE)`,
    "x y\n1 1.25 a\n2 2.00 b",
    "datatable(l)",
    "wrong-argument",
  ],
  [
    `datatable(${DATA}) %>% formatRound('x', 1)`,
    "x y\n1 1.2 a\n2 2.0 b",
    `datatable(${DATA}) %>% formatRound('z', 1)`,
    "unknown-column",
  ],
  [
    `datatable(${DATA}) %>% formatStyle('x', fontWeight = 'bold')`,
    PRINTED,
    "formatStyle(l)",
    "wrong-argument",
  ],
  [`pander(${DATA})`, PRINTED, `pander(${DATA}, nobody = 1)`, "unknown-argument"],
  [`pandoc.table(${DATA})`, PRINTED, `pandoc.table(${DATA}, nobody = 1)`, "unknown-argument"],
  [
    `xtable(${DATA}, digits = 1)`,
    "x y\n1 1.2 a\n2 2.0 b",
    `xtable(${DATA}, nobody = 1)`,
    "unknown-argument",
  ],
  [
    `flextable(${DATA}, col_keys = 'y')`,
    "y\n1 a\n2 b",
    `flextable(${DATA}, col_keys = 'z')`,
    "unknown-column",
  ],
  [
    `flextable(${DATA}) %>% set_caption('Rows')`,
    PRINTED,
    `flextable(${DATA}) %>% set_caption()`,
    "missing-argument",
  ],
  [
    `flextable(${DATA}) %>% set_header_labels(y = 'Kind')`,
    "x Kind\n1 1.25 a\n2 2.00 b",
    `flextable(${DATA}) %>% set_header_labels(z = 'Yield')`,
    "unknown-column",
  ],
  [
    `flextable(${DATA}) %>% colformat_double(digits = 0)`,
    "x y\n1 1 a\n2 2 b",
    `flextable(${DATA}) %>% colformat_double(suffix = '%')`,
    "unknown-argument",
  ],
  ...LOOKS.map(([name, argument]): Case => [
    `flextable(${DATA}) %>% ${name}(${argument})`,
    PRINTED,
    `flextable(${DATA}) %>% ${name}(nobody = 1)`,
    "unknown-argument",
  ]),
  [`gt(${DATA})`, PRINTED, `gt(${DATA}, groupname_col = 'y')`, "unknown-argument"],
  [
    `gt(${DATA}) %>% tab_header(title = 'Rows')`,
    PRINTED,
    `gt(${DATA}) %>% tab_header()`,
    "missing-argument",
  ],
  [
    `gt(${DATA}) %>% cols_label(x = 'Yield')`,
    "Yield y\n1 1.25 a\n2 2.00 b",
    `gt(${DATA}) %>% cols_label(z = 'Yield')`,
    "unknown-column",
  ],
  [
    `gt(${DATA}) %>% fmt_number(columns = x, decimals = 1)`,
    "x y\n1 1.2 a\n2 2.0 b",
    `gt(${DATA}) %>% fmt_number(columns = z)`,
    "unknown-column",
  ],
  ...OF_GT.map(([name, argument]): Case => [
    `gt(${DATA}) %>% ${name}(${argument})`,
    PRINTED,
    `${name}(l)`,
    "wrong-argument",
  ]),
];
