import { describe, expect, test } from 'vitest'
import { compilePattern, maskFromPatterns, matchPath } from '../../../src/pytree/index.ts'

describe('matchPath', () => {
  test.each([
    ['enc.*.w', 'enc.a.w', true],
    ['enc.*.w', 'enc[3].w', true],
    ['enc.*.w', 'enc.w', false],
    ['enc.*.w', 'enc.a.b.w', false],
    ['**.bias', 'bias', true],
    ['**.bias', 'a.b[0].bias', true],
    ['**.bias', 'a.bias.c', false],
    ['enc.**', 'enc.a.b', true],
    ['enc.**', 'enc', true],
    ['enc.**', 'encoder.a', false],
    ['**', '', true],
    ['**', 'a.b', true],
    ['', '', true],
    ['', 'a', false],
    ['*', 'a', true],
    ['*', '', false],
    ['a.**.b.**.c', 'a.x.b.y.b.c', true],
    ['a.**.b.**.c', 'a.x.y.c', false],
    ['l[0].w', 'l[0].w', true],
    ['l.0.w', 'l[0].w', true],
    ['l[*].w', 'l[7].w', true],
    ['l[1].w', 'l[10].w', false],
    ["['a.b'].*", "['a.b'].c", true],
    ["['*']", "['*']", true],
    ["['*']", 'a', false],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(matchPath(pattern, path)).toBe(expected)
    expect(matchPath(compilePattern(pattern), path)).toBe(expected)
  })

  test('many stars take no more than keys times segments', () => {
    const pattern = `${'**.a.'.repeat(30)}b`
    const path = Array.from({ length: 300 }, () => 'a').join('.')
    const start = performance.now()
    expect(matchPath(pattern, path)).toBe(false)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('a star inside a key is refused with the reason', () => {
    expect(() => compilePattern('layer_*.w')).toThrow(
      'the pattern "layer_*.w" has a star inside a key (a star stands for a whole key, ** for any number) at character 1',
    )
    expect(() => compilePattern('a.***')).toThrow('star inside a key')
  })
})

describe('maskFromPatterns', () => {
  const tree = { enc: [{ w: 1, bias: 2 }], bias: new Float32Array(2), n: null }

  test('is true where any pattern matches', () => {
    expect(maskFromPatterns(tree, ['**.bias'])).toEqual({ enc: [{ w: false, bias: true }], bias: true, n: null })
    expect(maskFromPatterns(tree, ['bias', 'enc.*.w'])).toEqual({
      enc: [{ w: true, bias: false }],
      bias: true,
      n: null,
    })
    expect(maskFromPatterns(tree, [])).toEqual({ enc: [{ w: false, bias: false }], bias: false, n: null })
  })

  test('a pattern that matches nothing is fine', () => {
    expect(maskFromPatterns({ w: 1 }, ['**.bias'])).toEqual({ w: false })
  })

  test('a pattern that names a subtree is refused with what to write', () => {
    expect(() => maskFromPatterns(tree, ['enc'])).toThrow(
      'at enc: the pattern "enc" matches no leaf, only a subtree; write "enc.**" for all of its leaves',
    )
  })
})
