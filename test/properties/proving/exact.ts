/**
 * A second evaluator, written without a look at the prover's: exact fractions as far as they go, and 240 decimals from the
 * first root on that is no fraction.
 */
import type { Program } from '../../../src/compile/compose.ts'
import type { Expr, Extent } from '../../../src/expr/index.ts'
import type { LeafSet } from '../../../src/expr/leafSet.ts'
import { flatten } from '../../../src/pytree/index.ts'

const DECIMALS = 240n
const ONE = 10n ** DECIMALS
/** The longest top or bottom of a fraction. */
const LONGEST = 10n ** 400n
/** What is below this is 0 that was rounded. */
const NOTHING = 10n ** 100n

/** n/d exactly, or n/10^240 rounded where `d` is missing. */
export interface Exact {
  readonly n: bigint
  readonly d?: bigint
  /** Whether a function was evaluated in float64 on the way. */
  readonly rough: boolean
}

const size = (a: bigint): bigint => (a < 0n ? -a : a)

const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return size(x)
}

const fraction = (n: bigint, d: bigint): Exact => {
  const common = divisor(n, d) * (d < 0n ? -1n : 1n)
  // Fractions double their length with every product; what has become too long goes on with 240 decimals.
  if (size(d / common) > LONGEST || size(n / common) > LONGEST) return { n: (n * ONE) / d, rough: false }
  return { n: n / common, d: d / common, rough: false }
}

const read = new Map<number, Exact>()

/** What a number says as it is written. */
export const exactly = (value: number): Exact => {
  const known = read.get(value) ?? readDecimal(value)
  read.set(value, known)
  return known
}

const readDecimal = (value: number): Exact => {
  const [mantissa, exponent = '0'] = String(value).split('e')
  const [whole, part = ''] = mantissa.split('.')
  const power = Number(exponent) - part.length
  return power < 0
    ? fraction(BigInt(whole + part), 10n ** BigInt(-power))
    : fraction(BigInt(whole + part) * 10n ** BigInt(power), 1n)
}

const rounded = ({ n, d }: Exact): bigint => (d === undefined ? n : (n * ONE) / d)

export const toNumber = (a: Exact): number => {
  const digits = rounded(a).toString()
  return Number(`${digits}e-${DECIMALS}`)
}

const isFraction = (a: Exact): a is Exact & { readonly d: bigint } => a.d !== undefined

const signOf = (a: Exact): number => {
  if (isFraction(a)) return a.n < 0n ? -1 : a.n > 0n ? 1 : 0
  const threshold = a.rough ? ONE / 10n ** 9n : ONE / NOTHING
  return size(a.n) < threshold ? 0 : a.n < 0n ? -1 : 1
}

const near = (n: bigint, ...from: readonly Exact[]): Exact => ({ n, rough: from.some(({ rough }) => rough) })

const plus = (a: Exact, b: Exact): Exact =>
  isFraction(a) && isFraction(b) ? fraction(a.n * b.d + b.n * a.d, a.d * b.d) : near(rounded(a) + rounded(b), a, b)

const negative = (a: Exact): Exact => ({ ...a, n: -a.n })

const times = (a: Exact, b: Exact): Exact =>
  isFraction(a) && isFraction(b) ? fraction(a.n * b.n, a.d * b.d) : near((rounded(a) * rounded(b)) / ONE, a, b)

const over = (a: Exact, b: Exact): Exact | undefined => {
  if (signOf(b) === 0) return undefined
  return isFraction(a) && isFraction(b) ? fraction(a.n * b.d, a.d * b.n) : near((rounded(a) * ONE) / rounded(b), a, b)
}

const wholeRoot = (a: bigint): bigint => {
  if (a < 2n) return a
  let x = BigInt(10) ** BigInt((a.toString().length + 1) >> 1)
  for (;;) {
    const y = (x + a / x) / 2n
    if (y >= x) return x
    x = y
  }
}

const root = (a: Exact): Exact | undefined => {
  const sign = signOf(a)
  if (sign < 0) return undefined
  if (sign === 0) return exactly(0)
  if (isFraction(a)) {
    const [n, d] = [wholeRoot(a.n), wholeRoot(a.d)]
    if (n * n === a.n && d * d === a.d) return fraction(n, d)
  }
  return near(wholeRoot(rounded(a) * ONE), a)
}

/** How often a number that exists was too large for the float64 that a function is evaluated in. */
let overflown = 0

/** The float64 that a function gives for an argument. */
const inFloat64 = (value: number, argument: Exact): Exact | undefined => {
  if (Number.isFinite(value)) return { n: rounded(exactly(value)), rough: true }
  if (!Number.isNaN(value) && signOf(argument) !== 0) overflown++
  return undefined
}

const power = (a: Exact, b: Exact): Exact | undefined => {
  const exponent = toNumber(b)
  if (Math.abs(exponent) > 200) return inFloat64(toNumber(a) ** exponent, a)
  if (!Number.isInteger(exponent)) return exponent === 0.5 ? root(a) : inFloat64(toNumber(a) ** exponent, a)
  let result: Exact | undefined = exactly(1)
  for (let i = 0; i < Math.abs(exponent) && result !== undefined; i++) result = times(result, a)
  return exponent < 0 && result !== undefined ? over(exactly(1), result) : result
}

const floor = (a: Exact): Exact => {
  if (!isFraction(a)) return exactly(Math.floor(toNumber(a) + 1e-9))
  const down = a.n / a.d
  return exactly(Number(a.n % a.d !== 0n && a.n < 0n ? down - 1n : down))
}

const truth = (holds: boolean): Exact => exactly(holds ? 1 : 0)

/** How often two numbers that were compared were equal: float64 may find another one larger there. */
let tied = 0

const compare = (a: Exact, b: Exact): number => {
  const order = signOf(plus(a, negative(b)))
  if (order === 0) tied++
  return order
}

const signOrTie = (a: Exact): number => compare(a, exactly(0))

const operations: Readonly<Record<string, (a: Exact, b: Exact) => Exact | undefined>> = {
  add: plus,
  sub: (a, b) => plus(a, negative(b)),
  mul: times,
  div: over,
  neg: negative,
  square: (a) => times(a, a),
  increment: (a) => plus(a, exactly(1)),
  sqrt: root,
  abs: (a) => (signOf(a) < 0 ? negative(a) : a),
  sign: (a) => exactly(signOrTie(a)),
  pow: power,
  exp: (a) => inFloat64(Math.exp(toNumber(a)), a),
  log: (a) => (signOf(a) > 0 ? inFloat64(Math.log(toNumber(a)), a) : undefined),
  tanh: (a) => inFloat64(Math.tanh(toNumber(a)), a),
  floor,
  mod: (a, b) => {
    const quotient = over(a, b)
    return quotient && plus(a, negative(times(b, floor(quotient))))
  },
  max: (a, b) => (compare(a, b) >= 0 ? a : b),
  min: (a, b) => (compare(a, b) <= 0 ? a : b),
  less: (a, b) => truth(compare(a, b) < 0),
  lessOrEqual: (a, b) => truth(compare(a, b) <= 0),
  greater: (a, b) => truth(compare(a, b) > 0),
  greaterOrEqual: (a, b) => truth(compare(a, b) >= 0),
  equal: (a, b) => truth(compare(a, b) === 0),
  notEqual: (a, b) => truth(compare(a, b) !== 0),
  and: (a, b) => truth(signOf(a) !== 0 && signOf(b) !== 0),
  or: (a, b) => truth(signOf(a) !== 0 || signOf(b) !== 0),
  not: (a) => truth(signOf(a) === 0),
  isNaN: () => exactly(0),
  isFinite: () => exactly(1),
}

/** The leaf each element is in; the tree is a vector of two and a number. */
export const leafOf = [0, 0, 1]

const { def } = flatten({ v: new Float64Array(2), s: 0 })

/** Whether an element's leaf is in a set of leaves. */
const isIn = (set: LeafSet, element: number): boolean => {
  const path = leafOf[element] === 0 ? 'v' : 's'
  return set.membersOf(def)[def.leaves.findIndex((leaf) => leaf.path === path)]
}

/** The elements that are reduced together with one. */
const together = (over: Extent, element: number): readonly number[] => {
  if (over === 'tree') return leafOf.map((_, i) => i)
  const shape = leafOf[element] === 0 ? [2] : []
  if (typeof over === 'object' && over.of(shape).length < shape.length) return [element]
  return leafOf.flatMap((leaf, i) => (leaf === leafOf[element] ? [i] : []))
}

/** What a step starts from, element by element. */
export interface Given {
  readonly gradient: readonly Exact[]
  readonly param: readonly Exact[]
  readonly slots: ReadonlyMap<Expr, readonly (Exact | undefined)[]>
}

const evaluateAt = (
  expr: Expr,
  element: number,
  given: Given,
  done: Map<number, Exact | undefined>,
): Exact | undefined => {
  const key = expr.id * 4 + element
  if (done.has(key)) return done.get(key)
  const at = (part: Expr, where = element): Exact | undefined => evaluateAt(part, where, given, done)
  const value = ((): Exact | undefined => {
    switch (expr.kind) {
      case 'constant':
      case 'hyper':
        return Number.isFinite(expr.value) ? exactly(expr.value) : undefined
      case 'input':
        return expr.name === 'param' ? given.param[element] : given.gradient[element]
      case 'slot':
        return given.slots.get(expr)?.[element]
      case 'scheduled': {
        const count = at(expr.count)
        return count && inFloat64(expr.schedule(toNumber(count)), count)
      }
      case 'rank':
        return exactly(leafOf[element] === 0 ? 1 : 0)
      case 'member':
        return truth(isIn(expr.set, element))
      case 'size': {
        const { within } = expr
        const inside = together(expr.over, element).map((i) => (within === undefined ? exactly(1) : at(within, i)))
        return exactly(inside.filter((each) => each !== undefined && signOf(each) !== 0).length)
      }
      case 'apply': {
        const [a, b, c] = expr.args
        if (expr.operation.name === 'select') {
          const condition = at(a)
          return condition && at(signOf(condition) === 0 ? c : b)
        }
        const [x, y] = [at(a), b === undefined ? exactly(0) : at(b)]
        return x && y && operations[expr.operation.name](x, y)
      }
      case 'reduce': {
        const { prepare, combine } = expr.reduction
        const [a, b = a] = expr.args
        const inside = together(expr.over, element)
        const values = inside.map((i) => {
          const [x, y] = [at(a, i), at(prepare === 'product' ? b : a, i)]
          return x && y && (prepare === 'identity' ? x : times(x, y))
        })
        const join = operations[combine]
        return values.reduce((x, y) => x && y && join(x, y))
      }
      case 'whole': {
        // To proofs it is any function. This one tells names and places apart, and hears of every element.
        const own = at(expr.args[0])
        const values = together(expr.over, element).map((i) => at(expr.args[0], i))
        const named = exactly(expr.whole.name.length)
        const sum = values.reduce<Exact | undefined>((x, y) => x && y && plus(times(x, exactly(2)), y), named)
        return own && sum && plus(own, sum)
      }
      default:
        throw new Error(`no exact meaning for ${expr.kind}`)
    }
  })()
  done.set(key, value)
  return value
}

/** Whether a comparison was a tie, and a number too large for float64, while something was evaluated. */
export const watched = (evaluate: () => void): { readonly ties: boolean; readonly overflow: boolean } => {
  const before = [tied, overflown]
  evaluate()
  return { ties: tied > before[0], overflow: overflown > before[1] }
}

/** The updates of each step, for given gradients; `undefined` where there is no value. */
export const exactRun = (
  program: Program,
  params: readonly number[],
  gradients: readonly (readonly number[])[],
): readonly (readonly (Exact | undefined)[])[] => {
  let param = params.map(exactly)
  const nothing: Given = { gradient: [], param, slots: new Map() }
  let slots: Given['slots'] = new Map(
    program.slots.map(({ before, initial }) => [
      before,
      leafOf.map((_, i) => evaluateAt(initial, i, nothing, new Map())),
    ]),
  )
  const steps: (readonly (Exact | undefined)[])[] = []
  for (const gradient of gradients) {
    const given: Given = { gradient: gradient.map(exactly), param, slots }
    const done = new Map<number, Exact | undefined>()
    const everywhere = (expr: Expr) => leafOf.map((_, i) => evaluateAt(expr, i, given, done))
    const updates = everywhere(program.update)
    steps.push(updates)
    if (updates.some((each) => each === undefined)) return steps
    slots = new Map(program.slots.map(({ before, after }) => [before, everywhere(after)]))
    param = param.map((each, i) => plus(each, updates[i] ?? exactly(0)))
  }
  return steps
}

/** Whether two numbers are the same: fractions exactly, others to a hundred decimals. */
export const sameExact = (a: Exact, b: Exact): boolean => {
  if (isFraction(a) && isFraction(b)) return a.n === b.n && a.d === b.d
  const gap = size(rounded(a) - rounded(b))
  const scale = size(rounded(a)) + size(rounded(b)) + ONE
  return a.rough || b.rough ? gap * 10n ** 6n < scale : gap * NOTHING < scale
}
