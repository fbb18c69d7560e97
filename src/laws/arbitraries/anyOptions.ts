/** Arbitrary options from their description. @module */
import fc from 'fast-check'
import type { Descriptor, NumberDescriptor, Schema } from '../../options/descriptor.ts'
import type { OptionsSpec, OptionSpec } from '../../spec/index.ts'

/** Options nearer to 0 than this overflow where they divide, and mean nothing anywhere. */
const SMALLEST = 1e-9

const anyNumberOption = ({ min, max, open, integer, ...rest }: NumberDescriptor): fc.Arbitrary<number> => {
  const low = min === -Infinity ? Math.min(-10, max - 20) : min
  const high = max === Infinity ? Math.max(10, min + 20) : max
  if (integer) {
    return fc.integer({ min: Math.ceil(low) + (open[0] ? 1 : 0), max: Math.floor(high) - (open[1] ? 1 : 0) })
  }
  const inside = (value: number): boolean =>
    (open[0] ? value > min : value >= min) && (open[1] ? value < max : value <= max)
  const likely = [rest.default ?? 0.5, 0, 0.5, 0.9, 1, 1e-3].filter(inside)
  const double = fc
    .double({ min: low, max: high, minExcluded: open[0], maxExcluded: open[1], noNaN: true })
    .map((value) => (Math.abs(value) >= SMALLEST ? value : ([0, SMALLEST].find(inside) ?? value)))
  return likely.length === 0 ? double : fc.oneof(double, fc.constantFrom(...likely))
}

/** What may stand where a schema allows it. */
export interface InnerSpecs {
  readonly schedules: fc.Arbitrary<OptionSpec>
  /** What wrappers wrap. */
  readonly transformations: fc.Arbitrary<OptionSpec>
}

/** The labels that may occur; a record of transformations has them all. */
const labels = ['plain', 'other'] as const

/** Masks that fit every tree. */
const masks: readonly OptionSpec[] = [true, false, ['**'], ['**.*'], { '*.**': false, '**': true }]

const anyOption = (descriptor: Descriptor, inner: InnerSpecs): fc.Arbitrary<OptionSpec> => {
  const { schedules, transformations } = inner
  switch (descriptor.kind) {
    case 'number':
      return descriptor.scheduled
        ? fc.oneof({ weight: 3, arbitrary: anyNumberOption(descriptor) }, { weight: 1, arbitrary: schedules })
        : anyNumberOption(descriptor)
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...descriptor.choices)
    case 'schedule':
      return schedules
    case 'mask':
      return fc.constantFrom(...masks)
    case 'labels':
      return fc.constantFrom<OptionSpec>(...labels, { '**': 'plain' }, { '*.**': 'other', '**': 'plain' })
    case 'transformation':
      return transformations
    case 'transformations':
      return fc.record(Object.fromEntries(labels.map((label) => [label, transformations])), { noNullPrototype: true })
    case 'nullable':
      return fc.oneof(fc.constant(null), anyOption(descriptor.inner, inner))
    case 'list':
      return fc.array(anyOption(descriptor.inner, inner), { minLength: 1, maxLength: 3 })
    case 'countRecord':
      return fc.dictionary(fc.nat(12).map(String), anyOption(descriptor.inner, inner), {
        maxKeys: 3,
        noNullPrototype: true,
      })
    case 'record':
      return anyOptions(descriptor.inner, inner)
  }
}

/**
 * Options, as a spec writes them, that each are within the range their description gives; some factories refuse some
 * of them together.
 *
 * @param inner the schedules and transformations that may stand where the schema allows one
 */
export const anyOptions = (schema: Schema, inner: InnerSpecs): fc.Arbitrary<OptionsSpec> =>
  fc.record(Object.fromEntries(Object.entries(schema).map(([key, each]) => [key, anyOption(each, inner)])), {
    requiredKeys: Object.keys(schema).filter((key) => schema[key].required),
    noNullPrototype: true,
  })
