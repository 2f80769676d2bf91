# with tibble
# with dplyr
# with tidyr
tibble(`größe` = c(1.5, 2), `日本語の名前` = c("東京", "x"), e = c("é", "ab"))
print(tibble(`größe der Pflanze in cm` = 1, `日本語の名前はとても長い` = "東京都千代田区", z = 2), width = 30)
tibble(x = c("a\u0301b", "zz"), y = 1:2)
glimpse(tibble(`größe` = c("ä", "東京"), n = 1:2))
tibble(x = "tab\there", y = 'quo"te', z = "new\nline")
tibble(`NA` = 1, `TRUE` = 2, `_x` = 3, `.y` = 4, `..1` = 5, `.2a` = 6)
tibble(` lead` = 1, `a.b` = 2, `a-b` = 3)
as_tibble(list(`a b` = 1:2, `c d` = c("x", "y"))) %>% pivot_longer(`a b`)
tibble(x = 1:2, `x y` = 3:4) %>% unite("x y z", x, `x y`)
tibble(n = c(-1, 1) * 1e-3, m = c(-1234.5, 0.1), o = c(1e6, 1.5), p = c(-1e-10, 5))
tibble(x = c(NA, NaN, Inf, -Inf, 0, -0))
tibble(x = c(0.00001234, 123456), y = c(1e5, 1e-5), z = c(99999.5, 0.1))
tibble(x = 1e5 + 0:2 / 10, y = 1e3 + 0:2 / 10, z = 0:2 / 10)
tibble(x = c(1e15, 123456789012), y = c(2^31, 2^53))
tibble(x = c(0.1 + 1e-9, 5)) 
tibble(pct = c(33.333, 66.667, 100), p = c(0.05, 0.001, 1e-4), q = c(0.9999, 0.99, 1))
tibble(a = c(TRUE, NA), b = list(TRUE, NULL), c = list(list(), list(a = 1)), d = list(sum, y ~ x))
tibble(a = list(matrix(1:4, 2), array(1:8, c(2, 2, 2))), b = list(as.Date("2020-01-01"), factor("x")))
tibble(a = numeric(0))
tibble(a = 1:3)[0, ]
tibble(a = 1:2, b = 3:4)[, c("b", "a")]
tibble(a = 1:100000)
print(tibble(a = 1:100000), n = 12)
tibble(x = rep(1.5, 12), y = 1:12)
print(tibble(x = seq(0.001, 1000, length.out = 25)), n = 25)
tibble(`NA` = 1, `TRUE` = 2, `_x` = 3, `.y` = 4, `.2a` = 6)
