/** Whether a run on the GPU gives what the reference engine gives, in Node or within a page. @module */
import { compile, compose } from '../../src/compile/index.ts'
import { postorder } from '../../src/expr/postorder.ts'
import { compileGpu } from '../../src/gpu/index.ts'
import type { GpuChoice } from '../../src/gpu/openBackend.ts'
import { isTensor } from '../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../src/rule/index.ts'

/** One unit in the last place of a float32, relative to the number. */
const ULP = 2 ** -23

/** Additions that a reduction of these trees makes one after another, at most. */
const REDUCTION = 32

/**
 * How far a step may be off, relative to the largest number of its leaf: what the records of all operations of the
 * program allow, added up.
 */
export const toleranceOf = ({ definition }: AnyGradientTransformation): number => {
  const { update, slots } = compose(definition)
  const exprs = postorder([update, ...slots.map(({ after }) => after)])
  const units = exprs.reduce(
    (sum, expr) => sum + (expr.kind === 'apply' ? expr.operation.tolerance : expr.kind === 'reduce' ? REDUCTION : 0),
    2,
  )
  return units * ULP
}

type Numbers = Readonly<Record<string, ArrayLike<number>>>

/** All numbers of a tree or state, by path; truth values as 1 and 0. */
export const numbersIn = (value: unknown, path = ''): Numbers => {
  if (value === null) return {}
  if (typeof value === 'number') return { [path]: [value] }
  if (typeof value === 'boolean') return { [path]: [value ? 1 : 0] }
  if (isTensor(value)) return { [path]: value.data }
  if (value instanceof Float32Array || value instanceof Float64Array) return { [path]: value }
  if (typeof value !== 'object') throw new TypeError(`${path} is a ${typeof value}`)
  return Object.assign({}, ...Object.entries(value).map(([key, item]) => numbersIn(item, `${path}.${key}`)))
}

/** Where two trees differ by more than `tolerance` times the largest number of the leaf, as text. */
export const disagreement = (actual: unknown, expected: unknown, tolerance: number): string | undefined => {
  const [given, wanted] = [numbersIn(actual), numbersIn(expected)]
  const paths = [Object.keys(given).join(' '), Object.keys(wanted).join(' ')]
  if (paths[0] !== paths[1]) return `leaves ${paths[0]} in place of ${paths[1]}`
  for (const [path, numbers] of Object.entries(wanted)) {
    const others = given[path]
    if (others.length !== numbers.length) return `${path}: ${others.length} elements in place of ${numbers.length}`
    let scale = 2 ** -100
    for (let i = 0; i < numbers.length; i++) {
      if (Number.isFinite(numbers[i])) scale = Math.max(scale, Math.abs(numbers[i]))
    }
    for (let i = 0; i < numbers.length; i++) {
      const isSame = Object.is(others[i], numbers[i]) || others[i] === numbers[i]
      if (!isSame && !(Math.abs(others[i] - numbers[i]) <= tolerance * scale)) {
        return `${path}[${i}]: ${others[i]} in place of ${numbers[i]}, off by ${(Math.abs(others[i] - numbers[i]) / scale).toExponential(1)} of the largest, ${tolerance.toExponential(1)} allowed`
      }
    }
  }
  return undefined
}

/** Whether a transformation computes functions of whole leaves, such as matrix products, which the GPU engine refuses. */
export const isForCpu = ({ definition }: AnyGradientTransformation): boolean =>
  postorder(compose(definition).links.map(({ update }) => update)).some(({ kind }) => kind === 'whole')

/** What is wrong with how the GPU engine refuses what only the CPU computes. */
export const wronglyTaken = async (opt: AnyGradientTransformation, params: unknown): Promise<string | undefined> => {
  const said = await compileGpu(opt, params).then(() => 'nothing', String)
  return said.includes('run it on the CPU') ? undefined : `refused with: ${said}`
}

/** Where a run on the GPU first leaves that of the reference engine, as text; every step adds to what is allowed. */
export const follow = async (
  opt: AnyGradientTransformation,
  params: unknown,
  gradients: readonly unknown[],
  choice: GpuChoice = {},
): Promise<string | undefined> => {
  if (isForCpu(opt)) return wronglyTaken(opt, params)
  const tolerance = toleranceOf(opt)
  const names = [...compose(opt.definition).extras.keys()]
  const cpu = compile(opt, params, { engine: 'reference' })
  const gpu = await compileGpu(opt, params, choice)
  try {
    for (const [i, gradient] of gradients.entries()) {
      const extra = Object.fromEntries(names.map((name) => [name, 3 - i]))
      cpu.step(gradient, extra)
      await gpu.step(gradient, extra)
      const found = disagreement(await gpu.snapshot(), cpu.snapshot(), tolerance * (i + 1))
      if (found !== undefined) return `after step ${i + 1}${found}`
    }
    return undefined
  } finally {
    gpu.dispose()
    cpu.dispose()
  }
}
