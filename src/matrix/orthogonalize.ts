/** Orthogonalization of leaves as an expression. @module */
import { whole, type Expr, type Operand } from '../expr/index.ts'
import { dtypeOf } from '../pytree/floatArray.ts'
import { fastProducts } from './fastProducts.ts'
import { newtonSchulz, type Coefficients, type Scaling } from './newtonSchulz.ts'
import { plainProducts } from './plainProducts.ts'
import { matrixOf, type WeightLayout } from './weightLayout.ts'

/** How leaves are orthogonalized. */
export interface Orthogonalization {
  readonly coefficients: readonly Coefficients[]
  readonly scaling: Scaling
  readonly layout: WeightLayout
}

/** Coefficients of which five steps bring singular values from anywhere in (0, 1] to somewhere between 0.7 and 1.2. */
export const standardCoefficients: Coefficients = { a: 3.4445, b: -4.775, c: 2.0315 }

/** What Muon does unless told otherwise. */
export const standard: Orthogonalization = {
  coefficients: Array.from({ length: 5 }, () => standardCoefficients),
  scaling: 'none',
  layout: 'inOut',
}

const nameOf = ({ coefficients, scaling, layout }: Orthogonalization): string => {
  const [first] = coefficients
  const same = coefficients.every(({ a, b, c }) => a === first.a && b === first.b && c === first.c)
  const numbers = (same ? [first] : coefficients).map(({ a, b, c }) => `(${a}, ${b}, ${c})`).join('')
  const usual = `(${Object.values(standardCoefficients).join(', ')})`
  return [
    'orthogonalize',
    ...(coefficients.length === standard.coefficients.length ? [] : [String(coefficients.length)]),
    ...(numbers === usual ? [] : [numbers]),
    ...(scaling === standard.scaling ? [] : [scaling]),
    ...(layout === standard.layout ? [] : [layout]),
  ].join('_')
}

/**
 * Each leaf as a matrix whose singular values have been brought close to 1, by Newton–Schulz steps x ← a·x + b·(xxᵀ)x + c·(xxᵀ)²x.
 * They must not be above 1 before, unless `scaling` divides by what they cannot exceed.
 */
export const orthogonalize = (x: Operand, how: Orthogonalization = standard): Expr =>
  whole({
    name: nameOf(how),
    over: 'leaf',
    compute: (leaves, fast) => {
      for (const leaf of leaves) {
        if (leaf.elements.length === 0) continue
        const products = (fast ? fastProducts : plainProducts)(dtypeOf(leaf.elements))
        newtonSchulz(leaf.elements, matrixOf(leaf.shape, how.layout), how.coefficients, how.scaling, products)
      }
    },
  })(x)
