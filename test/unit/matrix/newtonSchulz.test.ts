import { describe, it } from 'vitest'
import { newtonSchulz, type Coefficients } from '../../../src/matrix/newtonSchulz.ts'
import { plainProducts } from '../../../src/matrix/plainProducts.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

const once: readonly Coefficients[] = [{ a: 2, b: -1.5, c: 0.5 }]

/** p(σ) = 2σ - 1.5σ³ + 0.5σ⁵, what a step makes of a singular value. */
const p = (s: number): number => 2 * s - 1.5 * s ** 3 + 0.5 * s ** 5

const [c, s] = [0.6, 0.8]

describe('a Newton–Schulz step', () => {
  const products = plainProducts('float64')

  it('changes singular values one by one and keeps the directions', () => {
    // A rotation times diag(1/2, 1/4): the columns are (c, s)/2 and (-s, c)/4.
    const x = Float64Array.of(c / 2, -s / 4, s / 2, c / 4)
    newtonSchulz(x, { rows: 2, columns: 2 }, once, 'none', products)
    expectNumbers(x, [c * p(0.5), -s * p(0.25), s * p(0.5), c * p(0.25)])
  })

  it('makes the same of a tall matrix as of the wide one turned', () => {
    const wide = Float64Array.of(0.1, 0.2, -0.3, 0.4, 0, 0.5)
    const tall = Float64Array.of(0.1, 0.4, 0.2, 0, -0.3, 0.5)
    newtonSchulz(wide, { rows: 2, columns: 3 }, once, 'none', products)
    newtonSchulz(tall, { rows: 3, columns: 2 }, once, 'none', products)
    expectNumbers(tall, [wide[0], wide[3], wide[1], wide[4], wide[2], wide[5]])
  })

  it('scales by the fourth root of the sum of fourth powers, or by the rows of xxᵀ, in its first step only', () => {
    // Of diag(3, 4) the norm of xxᵀ is √(81 + 256).
    const by = 337 ** -0.25
    const whole = Float64Array.of(3, 0, 0, 4)
    newtonSchulz(whole, { rows: 2, columns: 2 }, [...once, ...once], 'schatten', products)
    expectNumbers(whole, [p(p(3 * by)), 0, 0, p(p(4 * by))])
    const rows = Float64Array.of(3, 0, 0, 4)
    newtonSchulz(rows, { rows: 2, columns: 2 }, [...once, ...once], 'aol', products)
    expectNumbers(rows, [p(p(1)), 0, 0, p(p(1))])
  })

  it('rounds to float32 after every operation', () => {
    const x = Float32Array.of(0.3)
    const [f, g] = [Math.fround, Math.fround(Math.fround(0.3) * Math.fround(0.3))]
    const second = f(f(-1.5 * g) + f(0.5 * f(g * g)))
    newtonSchulz(x, { rows: 1, columns: 1 }, once, 'none', plainProducts('float32'))
    expectNumbers(x, [f(f(2 * f(0.3)) + f(second * f(0.3)))])
  })
})
