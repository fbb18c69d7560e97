import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/compile/index.ts'
import { norm, print } from '../../../src/expr/index.ts'
import { wideNorms } from '../../../src/gpu/wideNorms.ts'
import { adam, monitor, normalizeByUpdateNorm, scaleByPolyak } from '../../../src/index.ts'

describe('wideNorms', () => {
  it('takes the root of the sum that is in range', () => {
    const { update } = wideNorms(compose(normalizeByUpdateNorm({ eps: 0 }).definition))
    const [small, large] = [2 ** -60, 2 ** 80]
    const sum = 'sumOfSquares_tree(gradient)'
    const normOf = (scale: string) => `norm_tree(gradient${scale})`
    const wide = `select(${sum} < ${small}, ${normOf(` * ${large}`)} * ${1 / large}, select(isFinite(${sum}), ${normOf('')}, ${normOf(` * ${1 / large}`)} * ${large}))`
    expect(print(update)).toContain(wide)
  })

  it('leaves programs without norms as they are', () => {
    for (const { definition } of [adam(0.1), scaleByPolyak()]) {
      const program = compose(definition)
      expect(wideNorms(program).update).toBe(program.update)
    }
  })

  it('writes the norms that go into the state, too', () => {
    const program = compose(monitor({ size: (update) => norm(update, 'tree') }).definition)
    const after = wideNorms(program).slots.find(({ name }) => name === 'size')?.after
    expect(after === undefined ? '' : print(after)).toMatch(/^select\(sumOfSquares_tree/)
  })
})
