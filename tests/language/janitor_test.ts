/**
 * Words of janitor, which is not among the packages beside which the other statements are recorded:
 * what its documentation prints for the same data (`mtcars`), and counts that are easily made by hand.
 */
import { assertEquals } from "@std/assert";
import { session } from "./compare.ts";

const SETUP = [
  "m <- data.frame(cyl = c(6, 6, 4, 6, 8, 6, 8, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 4, 8, 6, 8, 4), gear = c(4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 4, 4, 4, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5, 5, 4), am = c(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1), carb = c(4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2))",
  'x <- c("big", "big", "small", "small", "small", NA)',
  'cases <- data.frame(region = c("East", "West"), year = 2015, recovered = c(125, 87), died = c(13, 12))',
  'd <- data.frame(a = c(1, 3, 3, 3, 5), b = c("a", "c", "c", "e", "c"))',
  'q <- data.frame(v1 = c(1, NA, 3), v2 = c(NA, NA, NA), v3 = c("a", NA, "b"))',
];

const PRINTED: readonly (readonly [code: string, out: string])[] = [
  [
    'make_clean_names(c("firstName", "ábc@!*", "% successful (2009)", "REPEAT VALUE", "REPEAT VALUE", ""))',
    `[1] "first_name"              "abc"
[3] "percent_successful_2009" "repeat_value"
[5] "repeat_value_2"          "x"`,
  ],
  [
    'make_clean_names(c("sp ace","a**^@","%","*","!","d(!)9","can\\"\'t","hi_`there`","  leading spaces","€","ação","Farœ","a b c d e f","testCamelCase","!leadingpunct","average # of days","jan2009sales","jan 2009 sales","m²"))',
    ` [1] "sp_ace"                 "a"                      "percent"
 [4] "x"                      "x_2"                    "d_9"
 [7] "cant"                   "hi_there"               "leading_spaces"
[10] "x_3"                    "acao"                   "faroe"
[13] "a_b_c_d_e_f"            "test_camel_case"        "leadingpunct"
[16] "average_number_of_days" "jan2009sales"           "jan_2009_sales"
[19] "m2"`,
  ],
  [
    'make_clean_names(c("a","a","a_2"))',
    `[1] "a"     "a_2"   "a_2_2"`,
  ],
  [
    'make_clean_names(c("sp ace","repeated","%","d(!)9","jan2009sales","jan 2009 sales","testCamelCase","a b c d e f"), "small_camel")',
    `[1] "spAce"          "repeated"       "percent"        "d9"
[5] "jan2009Sales"   "jan2009Sales_2" "testCamelCase"  "aBCDEF"`,
  ],
  [
    'make_clean_names(c("sp ace","jan2009sales","REPEAT value"), "big_camel")',
    `[1] "SpAce"        "Jan2009Sales" "RepeatValue"`,
  ],
  [
    'make_clean_names(c("Sepal.Length","Yield (kg/ha)","Plot #","2020","pH","ID","plantID","CO2Flux","NH4_N","Week1","IDNumber"))',
    ` [1] "sepal_length" "yield_kg_ha"  "plot_number"  "x2020"        "p_h"
 [6] "id"           "plant_id"     "co2_flux"     "nh4_n"        "week1"
[11] "id_number"`,
  ],
  [
    "names(clean_names(data.frame(`Plot No.`=1,`Dry Weight (g)`=2,check.names=FALSE)))",
    `[1] "plot_no"      "dry_weight_g"`,
  ],
  [
    "tabyl(m, cyl)",
    ` cyl  n percent
   4 11 0.34375
   6  7 0.21875
   8 14 0.43750`,
  ],
  [
    "tabyl(m$cyl)",
    ` m$cyl  n percent
     4 11 0.34375
     6  7 0.21875
     8 14 0.43750`,
  ],
  [
    "tabyl(x)",
    `     x n   percent valid_percent
   big 2 0.3333333           0.4
 small 3 0.5000000           0.6
  <NA> 1 0.1666667            NA`,
  ],
  [
    "tabyl(x, show_na = FALSE)",
    `     x n percent
   big 2     0.4
 small 3     0.6`,
  ],
  [
    "m %>% tabyl(gear, cyl)",
    ` gear 4 6  8
    3 1 2 12
    4 8 4  0
    5 2 1  2`,
  ],
  [
    'm %>% tabyl(gear, cyl) %>% adorn_totals("col") %>% adorn_percentages("row") %>% adorn_pct_formatting(digits = 2) %>% adorn_ns() %>% adorn_title()',
    `             cyl
 gear          4          6           8        Total
    3  6.67% (1) 13.33% (2) 80.00% (12) 100.00% (15)
    4 66.67% (8) 33.33% (4)  0.00%  (0) 100.00% (12)
    5 40.00% (2) 20.00% (1) 40.00%  (2) 100.00%  (5)`,
  ],
  [
    'm %>% tabyl(cyl, am) %>% adorn_totals(c("row", "col"))',
    `   cyl  0  1 Total
     4  3  8    11
     6  4  3     7
     8 12  2    14
 Total 19 13    32`,
  ],
  [
    "m %>% tabyl(cyl, am) %>% adorn_percentages() %>% adorn_pct_formatting()",
    ` cyl     0     1
   4 27.3% 72.7%
   6 57.1% 42.9%
   8 85.7% 14.3%`,
  ],
  [
    'm %>% tabyl(cyl, am) %>% adorn_percentages("col") %>% adorn_rounding(2)',
    ` cyl    0    1
   4 0.16 0.62
   6 0.21 0.23
   8 0.63 0.15`,
  ],
  [
    'm %>% tabyl(cyl, am) %>% adorn_totals("row") %>% adorn_percentages("all") %>% adorn_pct_formatting(rounding = "half up", digits = 0) %>% adorn_ns("front")',
    `   cyl        0        1
     4  3  (9%)  8 (25%)
     6  4 (13%)  3  (9%)
     8 12 (38%)  2  (6%)
 Total 19 (59%) 13 (41%)`,
  ],
  [
    'm %>% tabyl(carb) %>% adorn_totals("row") %>% adorn_pct_formatting(digits = 0)',
    `  carb  n percent
     1  7     22%
     2 10     31%
     3  3      9%
     4 10     31%
     6  1      3%
     8  1      3%
 Total 32    100%`,
  ],
  [
    "m %>% tabyl(cyl, gear, am)",
    `$\`0\`
 cyl  3 4 5
   4  1 2 0
   6  2 2 0
   8 12 0 0

$\`1\`
 cyl 3 4 5
   4 0 6 2
   6 0 2 1
   8 0 0 2`,
  ],
  [
    'm %>% tabyl(gear, cyl) %>% adorn_title("combined")',
    ` gear/cyl 4 6  8
        3 1 2 12
        4 8 4  0
        5 2 1  2`,
  ],
  [
    'cases %>% adorn_totals(c("col", "row"), fill = "-", na.rm = TRUE, name = "Total Cases", recovered:died)',
    `      region year recovered died Total Cases
        East 2015       125   13         138
        West 2015        87   12          99
 Total Cases    -       212   25         237`,
  ],
  [
    "get_dupes(d, a)",
    `  a dupe_count b
1 3          3 c
2 3          3 c
3 3          3 e`,
  ],
  [
    "get_dupes(d, b)",
    `  b dupe_count a
1 c          3 3
2 c          3 3
3 c          3 5`,
  ],
  [
    "get_dupes(d)",
    `  a b dupe_count
1 3 c          2
2 3 c          2`,
  ],
  [
    'remove_empty(q, c("rows", "cols"))',
    `  v1 v3
1  1  a
3  3  b`,
  ],
  [
    'remove_empty(q, "cols")',
    `  v1   v3
1  1    a
2 NA <NA>
3  3    b`,
  ],
  [
    'remove_constant(data.frame(good = 1:3, boring = "the same"))',
    `  good
1    1
2    2
3    3`,
  ],
  [
    'row_to_names(data.frame(X_1 = c(NA, "ID", 1:3), X_2 = c(NA, "Value", 4:6)), 2)',
    `  ID Value
3  1     4
4  2     5
5  3     6`,
  ],
  [
    "round_half_up(c(2.5, 3.5, -2.5, 1.005), 0)",
    `[1]  3  4 -3  1`,
  ],
  [
    "excel_numeric_to_date(41103)",
    `[1] "2012-07-13"`,
  ],
  [
    'excel_numeric_to_date(41103, date_system = "mac pre-2011")',
    `[1] "2016-07-14"`,
  ],
  [
    "group_by(tibble(`Plot No` = c(1, 1, 2), `Dry Weight` = c(1.5, 2, 3)), `Plot No`) %>% clean_names()",
    `# A tibble: 3 × 2
# Groups:   plot_no [2]
  plot_no dry_weight
    <dbl>      <dbl>
1       1        1.5
2       1        2
3       2        3`,
  ],
  [
    'tabyl(tibble(g = c("x", "y", "x"), h = c("u", "u", NA)), g, h)',
    ` g u NA_
 x 1   1
 y 1   0`,
  ],
  [
    'tabyl(tibble(g = factor(c("x", "y"), levels = c("x", "y", "z"))), g)',
    ` g n percent
 x 1     0.5
 y 1     0.5
 z 0     0.0`,
  ],
];

Deno.test("words of janitor print as its documentation shows", () => {
  const run = session();
  for (const line of SETUP) assertEquals(run(line).fault, null);
  for (const [code, out] of PRINTED) {
    const made = run(code);
    assertEquals([code, made.out, made.fault], [code, out, null]);
  }
});
