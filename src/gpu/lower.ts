/** Lower expressions to the statements of a gpu.js kernel. @module */
import type { Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import type { Dialect, Place } from './backend.ts'
import { longTexts } from './longTexts.ts'
import type { ArrayRef, Cell, Values } from './values.ts'

/** A number that a kernel is given at every step. */
export interface NumberRef {
  readonly name: string
  readonly expr: Expr
}

/** The statements that compute some expressions, and what they refer to. */
export interface Lowered {
  readonly statements: readonly string[]
  /** What stands for each expression asked for: a name or a bracketed text. */
  readonly results: readonly string[]
  readonly arrays: readonly ArrayRef[]
  readonly numbers: readonly NumberRef[]
}

const isLoaded = (expr: Expr, values: Values): boolean =>
  values.elements.has(expr) || values.reductions.has(expr) || values.isHost(expr)

/** What an expression is computed from on the device: nothing where its value is read. */
export const operandsOf = (expr: Expr, values: Values): readonly Expr[] =>
  isLoaded(expr, values) || expr.kind !== 'apply' ? [] : expandGpu(expr).args

/** The operation that a device runs for this one. */
export const expandGpu = (expr: Extract<Expr, { kind: 'apply' }>): Extract<Expr, { kind: 'apply' }> => {
  const { gpu } = expr.operation
  if (gpu.kind !== 'expansion') return expr
  const expanded = gpu.expand(expr.args)
  return expanded.kind === 'apply' ? expandGpu(expanded) : expr
}

/** The arrays that an expression's own value is read from. */
export const arraysReadBy = (expr: Expr, values: Values): readonly ArrayRef[] => {
  const element = values.elements.get(expr)
  if (element !== undefined) return [element.array]
  const reduced = values.reductions.get(expr)
  if (reduced !== undefined) {
    if (expr.scope === 'uniform') return [reduced.array]
    const map = typeof expr.scope === 'object' ? values.slices.get(expr.scope.name) : values.leaves
    return map === undefined ? [reduced.array] : [reduced.array, map]
  }
  return values.leafComponents.has(expr) ? [values.leaves] : []
}

/**
 * Lower expressions, each operation to a variable that is assigned once.
 *
 * @param at where the element is, by variables of the kernel; by default the thread's own
 */
export const lower = (
  roots: readonly Expr[],
  values: Values,
  dialect: Dialect,
  blocks: number,
  at: Place | undefined,
): Lowered => {
  const statements: string[] = []
  const arrays = new Map<string, ArrayRef>()
  const numbers: NumberRef[] = []
  const texts = new Map<Expr, string>()
  /** Variables by what they hold. */
  const held = new Map<string, string>()
  const hold = (text: string): string => {
    const known = held.get(text)
    if (known !== undefined) return known
    const name = `v${held.size}`
    held.set(text, name)
    statements.push(`const ${name} = ${text};`)
    return name
  }
  const use = (array: ArrayRef): string => {
    arrays.set(array.name, array)
    return array.name
  }
  const truth = (text: string, { type }: Expr): string => (type === 'boolean' ? `(${text} > 0.5)` : text)

  const element = ({ array, component }: Cell): string => {
    const { fetch, number } = dialect.element(use(array), array.shape, at)
    return hold(number(fetch === undefined ? '' : hold(fetch), component))
  }
  const entry = ({ array, component }: Cell, index: string): string => {
    const { fetch, number } = dialect.entry(use(array), array.shape, index)
    return hold(number(fetch === undefined ? '' : hold(fetch), component))
  }
  const ofLeaf = (component: number): string => {
    const { leaves, leafNumbers } = values
    const block = at === undefined ? dialect.block(blocks) : at.block
    const { number } = dialect.entry(use(leaves), leaves.shape, `(${block}) * ${leafNumbers} + ${component}`)
    return hold(number('', 0))
  }
  const reduction = (cell: Cell, { scope }: Expr): string => {
    if (scope === 'uniform') return entry(cell, '0')
    const map = typeof scope === 'object' ? values.slices.get(scope.name) : undefined
    return entry(cell, map === undefined ? ofLeaf(0) : element({ array: map, component: 0 }))
  }
  const number = (expr: Expr): string => {
    const name = `u${numbers.length}`
    numbers.push({ name, expr })
    return name
  }

  const textOf = (expr: Expr): string => {
    const stored = values.elements.get(expr)
    if (stored !== undefined) return truth(element(stored), expr)
    const reduced = values.reductions.get(expr)
    if (reduced !== undefined) return truth(reduction(reduced, expr), expr)
    const component = values.leafComponents.get(expr)
    if (component !== undefined) return truth(ofLeaf(component), expr)
    if (values.isHost(expr) || expr.kind !== 'apply') return truth(number(expr), expr)
    const { operation, args } = expandGpu(expr)
    const given = args.map((arg) => texts.get(arg) ?? '?')
    const { gpu } = operation
    const text = gpu.kind === 'text' ? gpu.text(given) : gpu.kind === 'long' ? longTexts[gpu.name](given) : '?'
    // Truth values have no type of their own in a kernel, so they stay text where they are used.
    return expr.type === 'boolean' ? text : hold(text)
  }
  for (const expr of postorder(roots, (each) => operandsOf(each, values))) texts.set(expr, textOf(expr))
  return { statements, results: roots.map((root) => texts.get(root) ?? '?'), arrays: [...arrays.values()], numbers }
}
