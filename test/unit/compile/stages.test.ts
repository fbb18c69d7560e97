import { describe, expect, test } from 'vitest'
import type { Instruction, PassProgram, Store } from '../../../src/compile/passProgram.ts'
import { stagesOf } from '../../../src/compile/wasm/stages.ts'
import { add, div, input, mul, sqrt, type Operation } from '../../../src/expr/index.ts'
import type { Expr } from '../../../src/expr/index.ts'

const operationOf = (expr: Expr): Operation => {
  if (expr.kind !== 'apply') throw new Error('not an operation')
  return expr.operation
}
const x = input('update')
const [plus, times, over, root] = [add(x, x), mul(x, x), div(x, x), sqrt(x)].map(operationOf)

const load = (stream: number): Instruction => ({ kind: 'load', stream })
const apply = (operation: Operation, ...args: readonly number[]): Instruction => ({ kind: 'apply', operation, args })
const programOf = (instructions: readonly Instruction[], stores: readonly Store[]): PassProgram => ({
  dtype: 'float32',
  streams: 2,
  uniforms: 1,
  rows: 0,
  slices: [],
  columns: 2,
  instructions,
  stores,
  gathers: [],
})

describe('the stages of a pass', () => {
  test('a pass without roots or quotients has one', () => {
    const program = programOf([load(0), apply(times, 0, 0)], [{ stream: 0, value: 1 }])
    expect(stagesOf(program)).toEqual({ last: 0, of: [0, 0], until: [0, 0] })
  })

  test('a root begins the next, a quotient of it the one after, and what is read there alone is read then', () => {
    const program = programOf(
      [load(0), apply(times, 0, 0), apply(root, 1), apply(over, 0, 2), load(1), apply(plus, 4, 3)],
      [{ stream: 1, value: 5 }],
    )
    expect(stagesOf(program)).toEqual({ last: 2, of: [0, 0, 1, 2, 2, 2], until: [2, 1, 2, 2, 2, 2] })
  })

  test('further roots and quotients stay in the third', () => {
    const program = programOf(
      [load(0), apply(times, 0, 0), apply(root, 1), apply(root, 2), apply(root, 3), apply(root, 4)],
      [{ stream: 1, value: 5 }],
    )
    expect(stagesOf(program).of).toEqual([0, 0, 1, 2, 2, 2])
  })

  test('where nothing comes before the first root there is no stage before it', () => {
    const program = programOf([load(0), apply(root, 0)], [{ stream: 0, value: 1 }])
    expect(stagesOf(program)).toEqual({ last: 0, of: [0, 0], until: [0, 0] })
  })

  test('what is overwritten early is read before that', () => {
    const program = programOf(
      [load(0), apply(times, 0, 0), apply(root, 1), load(1), apply(plus, 2, 3)],
      [
        { stream: 1, value: 1 },
        { stream: 0, value: 4 },
      ],
    )
    expect(stagesOf(program)).toEqual({ last: 1, of: [0, 0, 1, 0, 1], until: [0, 1, 1, 1, 1] })
  })

  test('a value that holds for the whole run belongs to none', () => {
    const uniform: Instruction = { kind: 'uniform', index: 0, type: 'number' }
    const program = programOf(
      [load(0), apply(times, 0, 2), uniform, apply(root, 1), apply(plus, 3, 2)],
      [{ stream: 0, value: 4 }],
    )
    expect(stagesOf(program).of).toEqual([0, 0, 0, 1, 1])
  })
})
