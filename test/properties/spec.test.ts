import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLeft } from 'fp-ts/lib/Either.js'
import { catalogue } from '../../src/catalogue/catalogue.ts'
import { scheduleCatalogue } from '../../src/catalogue/schedules.ts'
import { anyChainSpec, anySpec } from '../../src/laws/index.ts'
import type { Descriptor, Schema } from '../../src/options/descriptor.ts'
import { decodeSpec, fromSpec, toSpec } from '../../src/spec/index.ts'
import { seeded, settings } from './settings.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const schemas = new Map([...catalogue, ...scheduleCatalogue].map(({ make }) => [make.factoryName, make.schema]))

const normalValue = (descriptor: Descriptor, value: unknown): unknown => {
  switch (descriptor.kind) {
    case 'number':
    case 'schedule':
      return isObject(value) ? normalNode(value) : value
    case 'transformation':
      return isObject(value) ? normalNode(value) : value
    case 'transformations':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, item]) => [key, isObject(item) ? normalNode(item) : item]),
          )
        : value
    case 'nullable':
      return value === null ? null : normalValue(descriptor.inner, value)
    case 'list': {
      const items = Array.isArray(value) ? value.map((item: unknown) => normalValue(descriptor.inner, item)) : [value]
      return descriptor.single && items.length === 1 ? items[0] : items
    }
    case 'countRecord':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalValue(descriptor.inner, item)]))
        : value
    case 'record':
      return isObject(value) ? normalOptions(descriptor.inner, value) : value
    default:
      return value
  }
}

const normalOptions = (schema: Schema, options: Json): Json =>
  Object.fromEntries(
    Object.entries(options)
      .map(([key, value]) => [key, normalValue(schema[key], value)] as const)
      .filter(([key, value]) => {
        const descriptor = schema[key]
        return !('default' in descriptor) || JSON.stringify(value) !== JSON.stringify(descriptor.default)
      }),
  )

/** A spec without the options that equal their default, written from the schemas alone. */
const normalNode = (spec: Json): Json => {
  const [[name, inner]] = Object.entries(spec)
  if (name === 'chain' && Array.isArray(inner)) return { chain: inner.map(normalNode) }
  if (!isObject(inner)) return spec
  if (name === 'namedChain') {
    const links = Object.entries(inner).map(([key, link]) => [key, isObject(link) ? normalNode(link) : link])
    return { namedChain: Object.fromEntries(links) }
  }
  return { [name]: normalOptions(schemas.get(name) ?? {}, inner) }
}

describe(seeded('specs'), () => {
  it('come back from the transformation they built, without the options that equal their default', () => {
    fc.assert(
      fc.property(fc.oneof(anySpec(), anyChainSpec()), (spec) => {
        expect(toSpec(fromSpec(spec))).toStrictEqual(normalNode(spec))
      }),
      settings(300),
    )
  })

  it('survive being text', () => {
    fc.assert(
      fc.property(anyChainSpec(), (spec) => {
        const text = JSON.stringify(toSpec(fromSpec(spec)))
        expect(JSON.stringify(toSpec(fromSpec(JSON.parse(text))))).toBe(text)
      }),
      settings(100),
    )
  })

  it.each(catalogue.map(({ make, examples }) => ({ name: make.factoryName, make, examples })))(
    'of the examples of $name rebuild them',
    ({ make, examples }) => {
      for (const options of examples) {
        const spec = toSpec(make.fromOptions(options))
        expect(Object.keys(spec)).toEqual([make.factoryName])
        expect(toSpec(fromSpec(spec))).toStrictEqual(spec)
      }
    },
  )

  it('that are any JSON at all are decoded or refused by path, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const decoded = decodeSpec(json)
        if (isLeft(decoded)) for (const { message } of decoded.left) expect(message).toMatch(/^at \$/)
      }),
      settings(500),
    )
  })

  it('with any one value in them replaced by any JSON are decoded or refused by path, never thrown at', () => {
    const replaced = (value: unknown, at: { left: number }, by: unknown): unknown => {
      if (at.left-- === 0) return by
      if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, at, by))
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, at, by)]))
        : value
    }
    fc.assert(
      fc.property(anyChainSpec(), fc.nat(40), fc.jsonValue(), (spec, left, by) => {
        const decoded = decodeSpec(replaced(spec, { left }, by))
        if (isLeft(decoded)) for (const { message } of decoded.left) expect(message).toMatch(/^at \$/)
      }),
      settings(300),
    )
  })
})
