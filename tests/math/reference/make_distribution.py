"""Reference values of distributions, made once with mpmath at 50 to 400 digits.

    python3 make_distribution.py pt pf … > distribution.json
    python3 make_distribution.py ptukey > studentized_range.json

Arguments are binary doubles; both tails are rounded to doubles from at least 30 correct digits.
The incomplete beta and gamma functions are summed as series of positive terms on the side of the
smaller tail (the other is its complement at a precision that covers it); noncentral
distributions are Poisson mixtures of these, the noncentral t an integral over the chi density,
the studentized range a double integral, by mpmath's Gauss-Legendre quadrature.
"""
import json
import sys
from mpmath import (mp, mpf, quad, exp, log, loggamma, sqrt, erfc, pi, linspace, legendre, cos)

mp.dps = 50


def beta_series(x, y, a, b):
    """I_x(a, b), a series of positive terms."""
    front = a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)
    term = mpf(1)
    total = mpf(1)
    n = 0
    while True:
        term *= x * (a + b + n) / (a + 1 + n)
        total += term
        n += 1
        if term < total * mpf(10) ** (-mp.dps):
            break
    return exp(front) * total


def beta_tails(x, y, a, b):
    """Both tails from the series in the smaller of x and y; (0, 0) where one is below 1e-305."""
    front = a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a) - loggamma(b)
    if front < -720:
        return mpf(0), mpf(0)
    if y < x:
        q, p = beta_tails(y, x, b, a)
        return p, q
    p = beta_series(x, y, a, b)
    if 1 - p < mpf(10) ** -18:
        saved = mp.dps
        mp.dps = 400
        total = x + y
        p = beta_series(x / total, y / total, a, b)
        q = 1 - p
        mp.dps = saved
        return +p, +q
    return p, 1 - p


def gamma_tails(a, x):
    if x <= a + 1:
        term = total = 1 / a
        n = 0
        while term > total * mpf(10) ** (-mp.dps):
            n += 1
            term *= x / (a + n)
            total += term
        p = exp(a * log(x) - x - loggamma(a)) * total
        return p, 1 - p
    saved = mp.dps
    mp.dps = 60 + int(1.1 * float(x - a + 1)) if x < 600 else 400
    term = total = 1 / a
    n = 0
    while term > total * mpf(10) ** (-mp.dps):
        n += 1
        term *= x / (a + n)
        total += term
    p = exp(a * log(x) - x - loggamma(a)) * total
    q = 1 - p
    mp.dps = saved
    return +p, +q


def normal_upper(x):
    return erfc(x / sqrt(mpf(2))) / 2


def keep(p):
    return mpf("1e-305") < p


def pair(args, tails, rows):
    lower, upper = tails
    if keep(lower) and keep(upper):
        rows.append([float(v) for v in args] + [float(lower), float(upper)])


def t_rows():
    rows = []
    for df in [0.1, 0.5, 1, 2, 3, 3.45, 5, 8.25, 17.3, 30, 99.5, 252, 1000.5, 9999, 1e5, 1e7]:
        for t in [1e-9, 1e-3, 0.1, 0.5, 0.9, 1, 1.1, 1.7, 2.5, 4, 7, 12, 20, 60, 1e3, 1e9]:
            d, s = mpf(df), mpf(t) ** 2
            lower, upper = beta_tails(s / (d + s), d / (d + s), mpf(1) / 2, d / 2)
            pair([t, df], (1 - upper / 2, upper / 2), rows)
    return rows


def f_rows():
    rows = []
    for df1 in [0.3, 1, 2, 3.5, 8, 25, 240, 9999]:
        for df2 in [0.4, 1, 2, 3.45, 9.7, 45, 252, 9999.5, 1e6, 1e8]:
            if df1 > 1000 and df2 > 1e5:
                continue
            for f in [1e-12, 1e-4, 0.02, 0.3, 0.8, 0.99, 1, 1.01, 1.2, 1.7, 3, 7, 25, 300, 1e5, 1e12]:
                a, b, w = mpf(df1), mpf(df2), mpf(f)
                m = a * w
                pair([f, df1, df2], beta_tails(m / (m + b), b / (m + b), a / 2, b / 2), rows)
    return rows


def chi_rows():
    rows = []
    for df in [0.05, 0.5, 1, 2, 3.7, 10, 40.5, 119, 121, 1000, 9999, 1e6]:
        for r in [1e-10, 1e-3, 0.05, 0.4, 0.8, 0.95, 1, 1.04, 1.3, 2, 4, 12, 60, 400]:
            x = df * r
            if df > 500 and (r > 2 or r < 0.4):
                continue
            pair([x, df], gamma_tails(mpf(df) / 2, mpf(x) / 2), rows)
    return rows


def beta_rows():
    rows = []
    for a in [0.01, 0.5, 1, 2.5, 12, 70, 900, 5000]:
        for b in [0.02, 0.7, 1, 3, 20, 65, 1500, 5000]:
            for x in [1e-9, 0.01, 0.1, 0.25, 0.45, 0.5, 0.55, 0.75, 0.9, 0.99, 1 - 2 ** -30]:
                pair([x, a, b], beta_tails(mpf(x), 1 - mpf(x), mpf(a), mpf(b)), rows)
    return rows


def normal_rows():
    rows = []
    for x in [0, 1e-10, 0.01, 0.3, 0.66, 0.68, 1, 1.5, 2, 3, 4.7, 5.6, 5.7, 8, 12, 20, 30, 37]:
        rows.append([x, float(1 - normal_upper(mpf(x))), float(normal_upper(mpf(x)))])
    return rows


def mixture(member, mean):
    """Poisson mixture of pairs of tails."""
    lower = upper = mpf(0)
    j = 0
    weight = exp(-mean)
    reached = mpf(0)
    while True:
        p, q = member(j)
        lower += weight * p
        upper += weight * q
        if j > mean and weight < mpf(10) ** -40 * min(lower, upper):
            break
        j += 1
        weight *= mean / j
    return lower, upper


def noncentral_chi_rows():
    rows = []
    for df in [0.6, 1, 4, 21.5, 300]:
        for ncp in [0.01, 1, 7.5, 40, 200]:
            for r in [0.05, 0.3, 0.8, 1, 1.3, 2, 4]:
                x = (df + ncp) * r
                pair([x, df, ncp],
                     mixture(lambda j: gamma_tails(mpf(df) / 2 + j, mpf(x) / 2), mpf(ncp) / 2), rows)
    return rows


def noncentral_f_rows():
    rows = []
    for df1 in [1, 2.5, 6, 40]:
        for df2 in [1.5, 8.9, 45, 252, 5000]:
            for ncp in [0.2, 5, 25, 120]:
                for r in [0.05, 0.4, 1, 1.6, 4]:
                    f = (df1 + ncp) / df1 * r
                    a, b, m = mpf(df1) / 2, mpf(df2) / 2, mpf(df1) * mpf(f)
                    x, y = m / (m + df2), df2 / (m + df2)
                    pair([f, df1, df2, ncp],
                         mixture(lambda j: beta_tails(x, y, a + j, b), mpf(ncp) / 2), rows)
    return rows


def scale_expectation(g, df, points):
    """E g(S), S = sqrt(chi^2/df), as an integral over log S cut at the given points."""
    a = mpf(df) / 2
    front = log(mpf(2)) + a * log(a) - loggamma(a)
    return quad(lambda u: g(exp(u)) * exp(front + 2 * a * u - a * exp(2 * u)), points)


def scale_points(df):
    sd = 1 / sqrt(2 * mpf(df))
    left = -max(14 * sd, mpf(60) / df)
    right = min(14 * sd, mpf(3))
    inner = [k * sd for k in range(-8, 9, 2) if left < k * sd < right]
    steps = linspace(left, -8 * sd, 10)[:-1] if left < -9 * sd else [left]
    return list(steps) + inner + [right]


def noncentral_t_rows():
    rows = []
    saved, mp.dps = mp.dps, 30
    for df in [1, 3.45, 12, 80, 900]:
        for ncp in [-3, 0.4, 2, 6]:
            for t in [-4, -1, 0.2, 1, 2.5, 5, 12]:
                points = scale_points(df)
                lower = scale_expectation(lambda s: normal_upper(ncp - mpf(t) * s), df, points)
                upper = scale_expectation(lambda s: normal_upper(mpf(t) * s - ncp), df, points)
                if abs(lower + upper - 1) > mpf(10) ** -20:
                    print("noncentral t", df, ncp, t, lower + upper - 1, file=sys.stderr)
                if lower > 1e-14 and upper > 1e-14:
                    pair([t, df, ncp], (lower, upper), rows)
    mp.dps = saved
    return rows


def gauss_panels(points, count):
    """Nodes and weights of Gauss-Legendre rules of `count` nodes between successive points."""
    key = (mp.prec, count)
    if key not in RULES:
        RULES[key] = [(r, 2 / ((1 - r * r) * legendre_slope(count, r) ** 2))
                      for r in polyroots_legendre(count)]
    return [((a + b) / 2 + (b - a) / 2 * r, (b - a) / 2 * w)
            for a, b in zip(points, points[1:]) for r, w in RULES[key]]


RULES = {}


def legendre_slope(n, x):
    return n * (x * legendre(n, x) - legendre(n - 1, x)) / (x * x - 1)


def polyroots_legendre(n):
    roots = []
    for i in range(n):
        x = cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(12):
            x -= legendre(n, x) / legendre_slope(n, x)
        roots.append(x)
    return roots


def range_upper(w, k, nodes, below):
    total = mpf(0)
    for (z, weight), b in zip(nodes, below):
        total += weight * (b ** (k - 1) - (b - normal_upper(w - z)) ** (k - 1))
    return k * total


def tukey_rows():
    """Composite Gauss-Legendre: 12 nodes on each unit of z and on each of the panels of log s."""
    rows = []
    saved, mp.dps = mp.dps, 24
    for k, df, qs in [(3, 5, [0.5, 3, 12]), (3, 1, [2, 20]), (3, 3.45, [4.3]), (4, 6, [2, 6]),
                      (4, 29.5, [3.8, 9]), (6, 252, [4.1]), (10, 12, [5]), (3.7, 40, [3.4]),
                      (31, 60, [5.5])]:
        low, high = scale_points(df)[0], scale_points(df)[-1]
        panels = 2 + int((high - low) / min(0.4, 1.5 / float(sqrt(2 * df))))
        a = mpf(df) / 2
        front = log(mpf(2)) + a * log(a) - loggamma(a)
        outer = [(u, weight * exp(front + 2 * a * u - a * exp(2 * u)))
                 for u, weight in gauss_panels(linspace(low, high, panels), 12)]
        peak = max(weight for _, weight in outer)
        outer = [(u, weight) for u, weight in outer if weight > peak * mpf(10) ** -19]
        for q in qs:
            # beyond z = w + 9 nothing of the range is left; w <= q exp(high)
            top = int(min(9 + q * exp(high) / 2, 40)) + 1
            nodes = [(z, weight * exp(-z * z / 2) / sqrt(2 * pi))
                     for z, weight in gauss_panels(linspace(-9, top, top + 10), 12)]
            below = [normal_upper(-z) for z, _ in nodes]
            upper = sum(weight * range_upper(mpf(q) * exp(u), mpf(k), nodes, below)
                        for u, weight in outer)
            rows.append([float(q), float(k), float(df), float(1 - upper), float(upper)])
            print("tukey", rows[-1], file=sys.stderr, flush=True)
    mp.dps = saved
    return rows


TABLES = {
    "pt": t_rows, "pf": f_rows, "pchisq": chi_rows, "pbeta": beta_rows, "pnorm": normal_rows,
    "noncentral_pchisq": noncentral_chi_rows, "noncentral_pf": noncentral_f_rows,
    "noncentral_pt": noncentral_t_rows, "ptukey": tukey_rows,
}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(TABLES)
    result = {"made": "python3 make_distribution.py, mpmath, 50 digits and more",
              "columns": "arguments in the order of the function's, then lower tail, upper tail"}
    for name in wanted:
        result[name] = TABLES[name]()
        print(name, len(result[name]), file=sys.stderr, flush=True)
    lines = [json.dumps(k) + ": " + (json.dumps(v) if isinstance(v, str) else
             "[\n  " + ",\n  ".join(json.dumps(r) for r in v) + "\n ]") for k, v in result.items()]
    print("{\n " + ",\n ".join(lines) + "\n}")
