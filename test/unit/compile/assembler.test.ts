import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/chain/chain.ts'
import { compose } from '../../../src/compile/index.ts'
import { planFor } from '../../../src/compile/plan.ts'
import { assemble, signed, unsigned, type Code } from '../../../src/wasm/assembler.ts'
import { lower } from '../../../src/compile/wasm/lower.ts'
import { exceptFirst, exp, mean, sub } from '../../../src/expr/index.ts'
import { adam } from '../../../src/optimizers/adam.ts'
import { flatten, tensor } from '../../../src/pytree/index.ts'
import type { AnyGradientTransformation } from '../../../src/rule/index.ts'
import { clipByGlobalNorm } from '../../../src/transforms/clipByGlobalNorm.ts'
import { zeroNans } from '../../../src/transforms/zeroNans.ts'
import { stateless, x } from '../../helpers/elementwise.ts'

const bytesOf = (code: Code): readonly number[] => Array.from(code, (letter) => letter.charCodeAt(0))

test.each([
  [0, [0]],
  [1, [1]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [255, [0xff, 0x01]],
  [16383, [0xff, 0x7f]],
  [16384, [0x80, 0x80, 0x01]],
  [624485, [0xe5, 0x8e, 0x26]],
  [2 ** 31, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%i unsigned in LEB128', (value, bytes) => {
  expect(bytesOf(unsigned(value))).toEqual(bytes)
})

test.each([
  [0, [0]],
  [1, [1]],
  [-1, [0x7f]],
  [63, [0x3f]],
  [64, [0xc0, 0x00]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [127, [0xff, 0x00]],
  [-128, [0x80, 0x7f]],
  [-123456, [0xc0, 0xbb, 0x78]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
])('%i signed in LEB128', (value, bytes) => {
  expect(bytesOf(signed(value))).toEqual(bytes)
})

test('the smallest module is a function that does nothing', () => {
  const bytes = assemble({ imports: [], parameters: 0, locals: [], body: '' })
  const memory = new WebAssembly.Memory({ initial: 0 })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
  expect(Object.keys(exports)).toEqual(['run'])
  expect((exports['run'] as () => unknown)()).toBeUndefined()
})

test('a module says what it imports', () => {
  const imports = [
    { name: 'exp', arity: 1 },
    { name: 'pow', arity: 2 },
  ]
  const module = new WebAssembly.Module(assemble({ imports, parameters: 3, locals: ['v128', 'i32'], body: '' }))
  expect(WebAssembly.Module.imports(module)).toEqual([
    { module: 'env', name: 'memory', kind: 'memory' },
    { module: 'env', name: 'exp', kind: 'function' },
    { module: 'env', name: 'pow', kind: 'function' },
  ])
})

describe('every pass lowers to a module that validates', () => {
  const matrix = tensor(new Float32Array(6), [2, 3])
  const tree = { v: new Float32Array(3), m: matrix, t: tensor(new Float64Array(6), [6, 1]), s: 1 }
  const cases: readonly (readonly [string, AnyGradientTransformation])[] = [
    ['adam under a clip', chain(clipByGlobalNorm(1), adam(0.1))],
    ['a truth value by leaf', zeroNans()],
    ['slices and calls', stateless(sub(exp(x), mean(x, exceptFirst)))],
    ['more locals than one byte counts', chain(...Array.from({ length: 12 }, () => adam(0.1)))],
  ]
  test.each(cases)('%s', (_, { definition }) => {
    for (const form of ['pure', 'resident'] as const) {
      const limits = { float32: Infinity, float64: Infinity }
      for (const { levels, final } of planFor(compose(definition), flatten(tree).def, form, () => limits).groups) {
        for (const pass of [...levels, final]) {
          if (pass !== undefined) expect(WebAssembly.validate(assemble(lower(pass.program)))).toBe(true)
        }
      }
    }
  })
})
