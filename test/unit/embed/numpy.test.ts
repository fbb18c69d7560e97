import * as np from 'numpy-ts'
import { describe, expect, it } from 'vitest'
import { numpyStack } from '../../../examples/numpy/numpyStack.ts'
import { checkStack } from '../../../src/laws/index.ts'

describe('the stack of numpy-ts', () => {
  it.each(['float32', 'float64'] as const)('obeys every law in %s', (dtype) => {
    expect(() => checkStack(numpyStack, np.full([], 0, dtype), { dtype })).not.toThrow()
  })
})
