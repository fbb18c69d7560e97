import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { describe, expect, it } from 'vitest'
import { decodeSpec, Spec, toSpec } from '../../../src/spec/index.ts'

describe('decodeSpec', () => {
  it('is right of the transformation', () => {
    const decoded = decodeSpec({ trace: { decay: 0.5 } })
    expect(isRight(decoded) && toSpec(decoded.right)).toEqual({ trace: { decay: 0.5 } })
  })

  it('is left of errors that io-ts reporters read', () => {
    const decoded = decodeSpec({ chain: [{ trace: { decay: 2 } }, { trase: {} }] })
    expect(PathReporter.report(decoded)).toEqual([
      expect.stringMatching(/^at \$\.chain\[0\]\.trace\.decay: expected a number in \[0, 1\].*got 2\.$/),
      'at $.chain[1].trase: there is no transformation "trase". Did you mean "trace"?',
    ])
  })

  it('gives each error the value and the keys that lead to it', () => {
    const decoded = decodeSpec({ chain: [{ trace: { decay: 2 } }] })
    const [error] = isLeft(decoded) ? decoded.left : []
    expect(error.value).toBe(2)
    expect(error.context.map(({ key }) => key)).toEqual(['', 'chain', '0', 'trace', 'decay'])
    expect(error.context.at(-1)?.actual).toBe(2)
  })
})

describe('Spec', () => {
  it('stands within larger codecs, and paths begin at their document', () => {
    const config = t.type({ epochs: t.number, optimizer: Spec })
    const decoded = config.decode({ epochs: 3, optimizer: { trace: { decay: 0.5 } } })
    expect(isRight(decoded) && decoded.right.optimizer.init({ w: 1 })).toEqual({ count: 0, trace: { w: 0 } })
    expect(PathReporter.report(config.decode({ epochs: 3, optimizer: { trace: { decay: 2 } } }))).toEqual([
      expect.stringMatching(/^at \$\.optimizer\.trace\.decay: /),
    ])
  })

  it('encodes what it decodes', () => {
    const decoded = Spec.decode({ trace: { decay: 0.5, nesterov: false } })
    expect(isRight(decoded) && Spec.encode(decoded.right)).toEqual({ trace: { decay: 0.5 } })
  })

  it('knows transformations from other values', () => {
    const decoded = Spec.decode({ trace: { decay: 0.5 } })
    expect(isRight(decoded) && Spec.is(decoded.right)).toBe(true)
    expect(Spec.is({ trace: { decay: 0.5 } })).toBe(false)
    expect(Spec.is(null)).toBe(false)
  })
})
