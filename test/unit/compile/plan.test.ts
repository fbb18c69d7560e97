import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { compile, compiledKernels, compose } from '../../../src/compile/index.ts'
import type { PassProgram } from '../../../src/compile/passProgram.ts'
import type { Pass } from '../../../src/compile/buildPass.ts'
import { planFor, type GroupPlan, type Plan, type PlanForm } from '../../../src/compile/plan.ts'
import { assemble } from '../../../src/wasm/assembler.ts'
import { lower } from '../../../src/compile/wasm/lower.ts'
import { withEngine } from '../../../src/define/withEngine.ts'
import { add, exceptFirst, mean, mul, pow, sub, hyper } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { flatten, tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { addDecayedWeights } from '../../../src/transforms/addDecayedWeights.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { scaleByAdam } from '../../../src/transforms/scaleByAdam.ts'
import { scaleByLearningRate } from '../../../src/transforms/scaleByLearningRate.ts'
import { trace } from '../../../src/transforms/trace.ts'
import { stateless, x } from '../../helpers/elementwise.ts'
import { showPass } from '../../helpers/showPass.ts'

const floats = { w: new Float32Array(100), b: new Float32Array(3) }
/** The pass that writes, which there must be. */
const written = ({ final }: GroupPlan): Pass => {
  if (final === undefined) throw new Error('nothing is written')
  return final
}
const plan = ({ definition }: AnyGradientTransformation, tree: unknown = floats, form: PlanForm = 'pure'): Plan =>
  planFor(compose(definition), flatten(tree).def, form, () => ({ float32: Infinity, float64: Infinity }))

describe('stages', () => {
  test('an elementwise chain of any length is one pass that reads and writes each stream once', () => {
    const { groups, reductions } = plan(chain(trace(0.9), scaleByAdam(), trace(0.5), scaleByLearningRate(0.1)))
    expect(reductions).toEqual([])
    expect(groups).toHaveLength(1)
    const [{ levels }] = groups
    const final = written(groups[0])
    expect(levels).toEqual([])
    // Read: the gradient, two traces, mu and nu. Written: the update and the four moments.
    expect(final.loads).toHaveLength(5)
    expect(final.program.instructions.filter(({ kind }) => kind === 'load')).toHaveLength(5)
    expect(final.stores).toHaveLength(5)
  })

  test('clipping is a level of its own, which reads the gradient only', () => {
    const [group] = plan(chain(clipByGlobalNorm(1), adam(0.1))).groups
    const [levels, final] = [group.levels, written(group)]
    expect(levels.map((level) => level?.program.instructions.map(({ kind }) => kind))).toEqual([['load']])
    expect(levels[0]?.stores).toEqual([])
    expect(final.program.instructions.filter(({ kind }) => kind === 'load')).toHaveLength(3)
    expect(final.program.gathers).toEqual([])
  })

  test('three clips one after another are three levels, two side by side one', () => {
    expect(plan(chain(clipByGlobalNorm(3), clipByGlobalNorm(2), clipByGlobalNorm(1))).reductions).toHaveLength(3)
    const twoMeans = stateless(add(mean(x, 'tree'), mean(mul(x, 2), 'leaf')))
    expect(plan(twoMeans).reductions.map((level) => level.length)).toEqual([2])
    expect(plan(twoMeans).groups[0].levels[0]?.program.gathers).toHaveLength(2)
  })

  test('the same norm in two places is gathered once', () => {
    const norm = mean(x, 'tree')
    expect(plan(stateless(add(mul(norm, x), norm))).reductions.map((level) => level.length)).toEqual([1])
  })

  test('what does not vary by element is hoisted: adam divides each element once and raises none to a power', () => {
    const final = written(plan(adam(0.1)).groups[0])
    const names = final.program.instructions.flatMap((each) => (each.kind === 'apply' ? [each.operation.name] : []))
    expect(names.filter((name) => name === 'div')).toHaveLength(1)
    expect(names.filter((name) => name === 'sqrt')).toHaveLength(1)
    expect(names).not.toContain('pow')
    expect(names).not.toContain('neg')
    const hoisted = stateless(mul(x, pow(hyper('a', 2), 3)))
    expect(written(plan(hoisted).groups[0]).program.instructions.map(({ kind }) => kind)).toEqual([
      'load',
      'uniform',
      'apply',
    ])
  })

  test('parameters are read only by rules that need them, and by a resident step', () => {
    expect(written(plan(adam(0.1)).groups[0]).streams).not.toContain(1)
    expect(written(plan(addDecayedWeights(0.1)).groups[0]).streams).toContain(1)
    const resident = written(plan(adam(0.1), floats, 'resident').groups[0])
    expect(resident.streams).toContain(1)
    expect(resident.streams).not.toContain(2)
  })
})

describe('groups', () => {
  test('leaves of one dtype share one, in an elementwise program whatever their ranks', () => {
    const tree = { a: new Float32Array(2), b: 1, c: tensor(new Float32Array(4), [2, 2]), d: new Float64Array(1) }
    expect(plan(adam(0.1), tree).groups.map(({ group }) => [group.dtype, group.elements])).toEqual([
      ['float32', 6],
      ['float64', 2],
    ])
  })
  test('a program that reads axes sets ranks and arrangements of slices apart', () => {
    const columns = { name: 'columns', of: () => [0] }
    const tree = [new Float32Array(2), tensor(new Float32Array(4), [2, 2]), tensor(new Float32Array(4), [4, 1])]
    const rows = plan(stateless(sub(x, mean(x, exceptFirst))), tree).groups
    expect(rows.map(({ group }) => [group.rank, ...group.modes])).toEqual([
      [1, 'slice'],
      [2, 'run'],
      [2, 'slice'],
    ])
    const both = plan(stateless(sub(mean(x, columns), mean(x, exceptFirst))), tree).groups
    expect(both.map(({ group }) => [group.rank, ...group.modes])).toEqual([
      [1, 'run', 'slice'],
      [2, 'slice', 'run'],
      [2, 'run', 'slice'],
    ])
  })
  test('an empty tree has none', () => {
    expect(plan(adam(0.1), {}).groups).toEqual([])
  })
})

describe('kernels are compiled once a formula', () => {
  const kernelsFor = (work: () => void): number => {
    const before = compiledKernels()
    work()
    return compiledKernels() - before
  }
  const step = (opt: ReturnType<typeof adam>, tree: Readonly<Record<string, Float32Array>>): void => {
    withEngine(opt, 'wasm').update(tree, opt.init(tree))
  }
  test('not once a learning rate, a schedule, a decay or a tree', () => {
    step(adam(0.5), floats)
    expect(kernelsFor(() => step(adam(0.25), floats))).toBe(0)
    expect(
      kernelsFor(() =>
        step(
          adam((count) => 1 / (count + 1)),
          floats,
        ),
      ),
    ).toBe(0)
    expect(kernelsFor(() => step(adam(0.1, { b1: 0.5, b2: 0.6, eps: 1e-3, epsRoot: 1 }), floats))).toBe(0)
    expect(kernelsFor(() => step(adam(0.1), { other: new Float32Array(9000), more: new Float32Array(0) }))).toBe(0)
    expect(kernelsFor(() => step(chain(scaleByAdam(), scaleByLearningRate(0.1)) as never, floats))).toBe(0)
  })
  test('but once a formula, a form and a dtype', () => {
    expect(kernelsFor(() => step(adam(0.5, { nesterov: true }), floats))).toBe(1)
    expect(kernelsFor(() => compile(adam(0.5, { nesterov: true }), floats, { engine: 'wasm' }).step())).toBe(1)
    expect(
      kernelsFor(() => compile(adam(0.5, { nesterov: true }), [new Float64Array(2)], { engine: 'wasm' }).step()),
    ).toBe(1)
  })
  test('the reference engine compiles none', () => {
    const opt = withEngine(stateless(mul(x, 1234)), 'reference')
    expect(kernelsFor(() => opt.update(1, {}))).toBe(0)
  })
})

describe('the programs of clip and adam, so that a change shows', () => {
  const [group] = plan(chain(clipByGlobalNorm(1), adam(0.1))).groups
  const [levels, final] = [group.levels, written(group)]
  test('the level of the norm', () => {
    expect(levels[0] === undefined ? '' : showPass(levels[0].program)).toMatchInlineSnapshot(`
      "float32
      %0 = load stream 0
      run 0 = sumOfSquares %0"
    `)
  })
  test('the pass that writes', () => {
    expect(showPass(final.program)).toMatchInlineSnapshot(`
      "float32
      %0 = uniform 0
      %1 = load stream 0
      %2 = mul %0 %1
      %3 = uniform 1
      %4 = load stream 1
      %5 = uniform 2
      %6 = mul %4 %5
      %7 = mul %3 %6
      %8 = add %2 %7
      %9 = uniform 3
      %10 = mul %8 %9
      %11 = uniform 4
      %12 = load stream 2
      %13 = mul %11 %12
      %14 = uniform 5
      %15 = mul %6 %6
      %16 = mul %14 %15
      %17 = add %13 %16
      %18 = uniform 6
      %19 = mul %17 %18
      %20 = uniform 7
      %21 = add %19 %20
      %22 = sqrt %21
      %23 = uniform 8
      %24 = add %22 %23
      %25 = div %10 %24
      %26 = uniform 9
      %27 = mul %25 %26
      store stream 3 = %27
      store stream 0 = %8
      store stream 2 = %17"
    `)
  })
  test('their modules, byte for byte', () => {
    const digest = (program: PassProgram): string => {
      const bytes = new Uint8Array(assemble(lower(program)))
      return `${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`
    }
    expect(levels.map((level) => (level === undefined ? '' : digest(level.program)))).toMatchInlineSnapshot(`
      [
        "1424 bytes, sha256 4ca95b85c4dedd87",
      ]
    `)
    expect(digest(final.program)).toMatchInlineSnapshot(`"1434 bytes, sha256 c3093c6102914047"`)
  })
})
