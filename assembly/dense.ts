/**
 * Dense kernels for WebAssembly with 128-bit SIMD (AssemblyScript, not TypeScript).
 *
 * Matrices are row-major f64 in linear memory; pointers are byte offsets. Products go by tiles of four
 * rows and four columns of C held in registers, over packed stripes of A and B. Multiplication and
 * addition are rounded separately (no relaxed SIMD), so every processor gives the same bits.
 */

/** Depth of a packed stripe. */
const DEPTH: i32 = 192;
/** Columns of a packed block of B, a multiple of 4. */
const SPAN: i32 = 512;
/** Rows and columns of a diagonal block in factorizations. */
const BLOCK: i32 = 48;

/** Where packed stripes are kept: the first bytes after the globals. */
let packedA: usize = 0;
let packedB: usize = 0;

/** Gives the kernels `DEPTH·4 + DEPTH·SPAN` doubles of scratch at `at`. */
export function prepare(at: usize): void {
  packedA = at;
  packedB = at + <usize> (DEPTH * 4 * 8);
}

/** Bytes of scratch that `prepare` takes. */
export function scratchBytes(): i32 {
  return (DEPTH * 4 + DEPTH * SPAN) * 8;
}

// @ts-ignore: decorator

function at(base: usize, index: i32): usize {
  return base + (<usize> index << 3);
}

/** C += scale·A·B; A m × k, B k × n, C m × n with row strides in elements. */
export function addProduct(
  c: usize,
  cStride: i32,
  a: usize,
  aStride: i32,
  b: usize,
  bStride: i32,
  m: i32,
  n: i32,
  k: i32,
  scale: f64,
): void {
  for (let kk = 0; kk < k; kk += DEPTH) {
    const depth = min(DEPTH, k - kk);
    for (let jj = 0; jj < n; jj += SPAN) {
      const span = min(SPAN, n - jj);
      packB(at(b, kk * bStride + jj), bStride, depth, span);
      for (let i = 0; i < m; i += 4) {
        const rows = min(4, m - i);
        packA(at(a, i * aStride + kk), aStride, rows, depth, scale);
        for (let j = 0; j < span; j += 4) {
          const columns = min(4, span - j);
          const target = at(c, i * cStride + jj + j);
          const stripe = packedB + (<usize> (j * depth) << 3);
          if (rows == 4 && columns == 4) tile(target, cStride, stripe, depth);
          else edge(target, cStride, stripe, depth, rows, columns);
        }
      }
    }
  }
}

/** Four columns of B side by side for each depth; missing columns are zero. */
function packB(b: usize, stride: i32, depth: i32, span: i32): void {
  for (let j = 0; j < span; j += 4) {
    let to = packedB + (<usize> (j * depth) << 3);
    const columns = min(4, span - j);
    let from = at(b, j);
    if (columns == 4) {
      for (let p = 0; p < depth; p++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        to += 32;
        from += <usize> stride << 3;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        for (let q = 0; q < 4; q++) {
          store<f64>(to + (<usize> q << 3), q < columns ? load<f64>(from + (<usize> q << 3)) : 0);
        }
        to += 32;
        from += <usize> stride << 3;
      }
    }
  }
}

/** Four rows of scale·A side by side for each depth. */
function packA(a: usize, stride: i32, rows: i32, depth: i32, scale: f64): void {
  for (let r = 0; r < 4; r++) {
    let to = packedA + (<usize> r << 3);
    if (r < rows) {
      let from = at(a, r * stride);
      for (let p = 0; p < depth; p++) {
        store<f64>(to, scale * load<f64>(from));
        to += 32;
        from += 8;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        store<f64>(to, 0);
        to += 32;
      }
    }
  }
}

/** A 4 × 4 tile of C from the packed stripes. */
function tile(c: usize, stride: i32, b: usize, depth: i32): void {
  const step = <usize> stride << 3;
  const c1 = c + step;
  const c2 = c1 + step;
  const c3 = c2 + step;
  let x00 = v128.load(c), x01 = v128.load(c, 16);
  let x10 = v128.load(c1), x11 = v128.load(c1, 16);
  let x20 = v128.load(c2), x21 = v128.load(c2, 16);
  let x30 = v128.load(c3), x31 = v128.load(c3, 16);
  let a = packedA;
  for (let p = 0; p < depth; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let f = v128.load64_splat(a);
    x00 = f64x2.add(x00, f64x2.mul(f, b0));
    x01 = f64x2.add(x01, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 8);
    x10 = f64x2.add(x10, f64x2.mul(f, b0));
    x11 = f64x2.add(x11, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 16);
    x20 = f64x2.add(x20, f64x2.mul(f, b0));
    x21 = f64x2.add(x21, f64x2.mul(f, b1));
    f = v128.load64_splat(a, 24);
    x30 = f64x2.add(x30, f64x2.mul(f, b0));
    x31 = f64x2.add(x31, f64x2.mul(f, b1));
    a += 32;
    b += 32;
  }
  v128.store(c, x00);
  v128.store(c, x01, 16);
  v128.store(c1, x10);
  v128.store(c1, x11, 16);
  v128.store(c2, x20);
  v128.store(c2, x21, 16);
  v128.store(c3, x30);
  v128.store(c3, x31, 16);
}

/** A tile at the border of C. */
function edge(c: usize, stride: i32, b: usize, depth: i32, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    for (let q = 0; q < columns; q++) {
      const target = at(c, r * stride + q);
      let sum = load<f64>(target);
      let pa = packedA + (<usize> r << 3);
      let pb = b + (<usize> q << 3);
      for (let p = 0; p < depth; p++) {
        sum += load<f64>(pa) * load<f64>(pb);
        pa += 32;
        pb += 32;
      }
      store<f64>(target, sum);
    }
  }
}

/** y ← (I − tau v v')y; both of `length` elements, v's leading one is taken as 1. */
export function reflect(v: usize, y: usize, length: i32, tau: f64): void {
  let p = v + 8;
  let q = y + 8;
  let i = 1;
  let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0);
  for (; i + 7 < length; i += 8) {
    a = f64x2.add(a, f64x2.mul(v128.load(p), v128.load(q)));
    b = f64x2.add(b, f64x2.mul(v128.load(p, 16), v128.load(q, 16)));
    c = f64x2.add(c, f64x2.mul(v128.load(p, 32), v128.load(q, 32)));
    d = f64x2.add(d, f64x2.mul(v128.load(p, 48), v128.load(q, 48)));
    p += 64;
    q += 64;
  }
  a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let dot = load<f64>(y) + f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; i < length; i++) {
    dot += load<f64>(p) * load<f64>(q);
    p += 8;
    q += 8;
  }
  dot *= tau;
  store<f64>(y, load<f64>(y) - dot);
  const f = f64x2.splat(dot);
  p = v + 8;
  q = y + 8;
  for (i = 1; i + 1 < length; i += 2) {
    v128.store(q, f64x2.sub(v128.load(q), f64x2.mul(f, v128.load(p))));
    p += 16;
    q += 16;
  }
  if (i < length) store<f64>(q, load<f64>(q) - dot * load<f64>(p));
}

/**
 * A = R'R in the upper triangle of a, n × n; `work` holds n·BLOCK doubles.
 * Returns log det A, or NaN if A is not positive definite.
 */
export function cholesky(a: usize, n: i32, work: usize): f64 {
  let logDet: f64 = 0;
  for (let k = 0; k < n; k += BLOCK) {
    const end = min(n, k + BLOCK);
    for (let i = k; i < end; i++) {
      const row = at(a, i * n);
      for (let p = k; p < i; p++) axpy(row, at(a, p * n), i, n, -load<f64>(at(a, p * n + i)));
      const pivot = load<f64>(at(row, i));
      if (!(pivot > 0)) return NaN;
      logDet += Math.log(pivot);
      multiplyRow(row, i, n, 1 / Math.sqrt(pivot));
    }
    const width = end - k;
    for (let i = end; i < n; i += BLOCK) {
      const rows = min(BLOCK, n - i);
      for (let r = 0; r < rows; r++) {
        for (let p = 0; p < width; p++) {
          store<f64>(at(work, r * width + p), load<f64>(at(a, (k + p) * n + i + r)));
        }
      }
      addProduct(at(a, i * n + i), n, work, width, at(a, k * n + i), n, rows, n - i, width, -1);
    }
  }
  return logDet;
}

/** y[from … n) += f·x[from … n). */
function axpy(y: usize, x: usize, from: i32, n: i32, f: f64): void {
  if (f == 0) return;
  const s = f64x2.splat(f);
  let j = from;
  for (; j + 1 < n; j += 2) {
    const t = at(y, j);
    v128.store(t, f64x2.add(v128.load(t), f64x2.mul(s, v128.load(at(x, j)))));
  }
  if (j < n) store<f64>(at(y, j), load<f64>(at(y, j)) + f * load<f64>(at(x, j)));
}

function multiplyRow(y: usize, from: i32, n: i32, f: f64): void {
  for (let j = from; j < n; j++) store<f64>(at(y, j), f * load<f64>(at(y, j)));
}

/**
 * A⁻¹ (full) in the place of the upper factor of A, n × n; `work` holds 2·n·BLOCK doubles.
 *
 * First X = R⁻¹ by block rows from the bottom, each in the place of R's, then XX' by block columns from the left: what
 * is right of a column needs no column of X before it.
 */
export function inverse(a: usize, n: i32, work: usize): void {
  for (let k = ((n - 1) / BLOCK) * BLOCK; k >= 0; k -= BLOCK) {
    const end = min(n, k + BLOCK);
    for (let i = k; i < end; i++) { // the rows of R, which X takes the place of
      const row = at(a, i * n);
      const r = at(work, (i - k) * n);
      memory.copy(at(r, k), at(row, k), <usize> (n - k) << 3);
      memory.fill(at(row, k), 0, <usize> (n - k) << 3);
      store<f64>(at(row, i), 1);
    }
    if (end < n) {
      const rest = n - end;
      // right of the diagonal block, X is upper triangular by blocks
      for (let j = end; j < n; j += BLOCK) {
        const columns = min(BLOCK, n - j);
        addProduct(
          at(a, k * n + j),
          n,
          at(work, end),
          n,
          at(a, end * n + j),
          n,
          end - k,
          columns,
          min(rest, j + columns - end),
          -1,
        );
      }
    }
    for (let i = end - 1; i >= k; i--) {
      const row = at(a, i * n);
      const r = at(work, (i - k) * n);
      for (let p = i + 1; p < end; p++) axpy(row, at(a, p * n), p, n, -load<f64>(at(r, p)));
      multiplyRow(row, i, n, 1 / load<f64>(at(r, i)));
    }
  }
  const column = at(work, n * BLOCK);
  for (let j = 0; j < n; j += BLOCK) { // XX', upper triangle
    const width = min(BLOCK, n - j);
    const inner = n - j;
    const rows = j + width;
    for (let s = 0; s < width; s++) {
      for (let p = 0; p < inner; p++) {
        store<f64>(at(work, p * width + s), load<f64>(at(a, (j + s) * n + j + p)));
      }
    }
    memory.fill(column, 0, <usize> (rows * width) << 3);
    addProduct(column, width, at(a, j), n, work, width, rows, width, inner, 1);
    for (let i = 0; i < rows; i++) {
      memory.copy(at(a, i * n + j), at(column, i * width), <usize> width << 3);
    }
  }
  mirror(a, n);
}

/** Side of a square that stays in the cache while it is turned. */
const SQUARE: i32 = 16;

/** Copies the upper triangle of an n × n matrix onto the lower one. */
function mirror(a: usize, n: i32): void {
  for (let i = 0; i < n; i += SQUARE) {
    const iEnd = min(n, i + SQUARE);
    for (let j = i; j < n; j += SQUARE) {
      const jEnd = min(n, j + SQUARE);
      for (let r = i; r < iEnd; r++) {
        for (let c = max(j, r + 1); c < jEnd; c++) {
          store<f64>(at(a, c * n + r), load<f64>(at(a, r * n + c)));
        }
      }
    }
  }
}
