import { describe, it } from 'vitest'
import { yogi } from '../../../src/optimizers/yogi.ts'
import { updatesOf } from '../transforms/drive.ts'
import { expectNumbers } from '../transforms/expectNumbers.ts'

describe('yogi', () => {
  it('steps like Adam at first, but for where its moments begin', () => {
    // mu = 0.9e-6 + 0.1·4 over 0.1; nu = 1e-6 + 0.001·16 over 0.001
    expectNumbers(updatesOf(yogi(1), [4]), [-(0.9e-5 + 4) / (Math.sqrt(1e-3 + 16) + 1e-3)])
  })
})
