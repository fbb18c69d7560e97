import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src/catalogue/catalogue.ts'
import { scheduleCatalogue } from '../../../src/catalogue/schedules.ts'
import { anyChainSpec, anyExample, anyParams, anySchedule, anySpec, firstDifference } from '../../../src/laws/index.ts'
import { flatten, isTensor, readLeaf, treeLeaves } from '../../../src/pytree/index.ts'
import { fromSpec } from '../../../src/spec/index.ts'

const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): readonly T[] =>
  fc.sample(arbitrary, { seed: 1, numRuns })

describe('anyParams draws', () => {
  const trees = sample(anyParams(), 300)
  const leaves = trees.flatMap((tree) => treeLeaves(tree))
  const numbers = leaves.flatMap((leaf) => [...readLeaf(leaf)])

  it('every kind of leaf, of rank 0 to 4, empty ones too', () => {
    expect(leaves.some((leaf) => typeof leaf === 'number')).toBe(true)
    expect(leaves.some((leaf) => leaf instanceof Float32Array)).toBe(true)
    expect(leaves.some((leaf) => leaf instanceof Float64Array)).toBe(true)
    expect(leaves.some((leaf) => leaf instanceof Float32Array && leaf.length === 0)).toBe(true)
    const ranks = new Set(leaves.filter(isTensor).map(({ shape }) => shape.length))
    expect([...ranks].toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(leaves.filter(isTensor).some(({ shape }) => shape.includes(0))).toBe(true)
  })

  it('arrays in several places, null subtrees, and nested containers', () => {
    const defs = trees.map((tree) => flatten(tree).def)
    expect(defs.some(({ positions, leaves: unique }) => positions.length > unique.length)).toBe(true)
    expect(trees.some((tree) => JSON.stringify(tree).includes('null'))).toBe(true)
    expect(defs.some(({ nodes }) => nodes.length > 3)).toBe(true)
  })

  it('zeros of both signs, denormals, large and small numbers, none of them broken', () => {
    expect(numbers.some((x) => Object.is(x, -0))).toBe(true)
    expect(numbers.some((x) => x !== 0 && Math.abs(x) < 2 ** -126)).toBe(true)
    expect(numbers.some((x) => x > 9e19)).toBe(true)
    expect(numbers.every(Number.isFinite)).toBe(true)
  })
})

it('anyExample draws gradients with the structure of the parameters, of the numbers asked for', () => {
  const examples = sample(anyExample({ gradients: 'any', steps: 3 }), 100)
  for (const { params, gradients } of examples) {
    for (const gradient of gradients) expect(firstDifference(gradient, params, { bits: false })).toBeUndefined()
  }
  const numbers = examples.flatMap(({ gradients }) =>
    gradients.flatMap((g) => treeLeaves(g).flatMap((l) => [...readLeaf(l)])),
  )
  expect(numbers.some(Number.isNaN)).toBe(true)
  expect(numbers.includes(-Infinity)).toBe(true)
  expect(new Set(examples.map(({ gradients }) => gradients.length))).toEqual(new Set([1, 2, 3]))
})

describe('random specs', () => {
  it('name every factory of the catalogue, with options it takes', () => {
    const specs = sample(anySpec(), 1500)
    for (const spec of specs) fromSpec(spec)
    expect(new Set(specs.flatMap(Object.keys))).toEqual(new Set(catalogue.map(({ make }) => make.factoryName)))
  })

  it('name every schedule, joined ones too', () => {
    const names = new Set(sample(anySchedule(), 300).flatMap((spec) => Object.keys(spec as object)))
    expect(names).toEqual(new Set(scheduleCatalogue.map(({ make }) => make.factoryName)))
  })

  it('of chains nest, and go up to 8 links', () => {
    const texts = sample(anyChainSpec(), 300).map((spec) => JSON.stringify(spec))
    expect(texts.some((text) => /"chain":.*"namedChain":.*"chain":/.test(text))).toBe(true)
    const lengths = sample(anyChainSpec(), 300).map((spec) => Object.values(spec)[0])
    expect(Math.max(...lengths.map((links) => (Array.isArray(links) ? links.length : 0)))).toBe(8)
  })
})
