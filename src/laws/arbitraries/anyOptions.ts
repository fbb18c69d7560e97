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

const anyOption = (descriptor: Descriptor, schedules: fc.Arbitrary<OptionSpec>): fc.Arbitrary<OptionSpec> => {
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
    case 'nullable':
      return fc.oneof(fc.constant(null), anyOption(descriptor.inner, schedules))
    case 'list':
      return fc.array(anyOption(descriptor.inner, schedules), { minLength: 1, maxLength: 3 })
    case 'countRecord':
      return fc.dictionary(fc.nat(12).map(String), anyOption(descriptor.inner, schedules), {
        maxKeys: 3,
        noNullPrototype: true,
      })
    case 'record':
      return anyOptions(descriptor.inner, schedules)
  }
}

/**
 * Options, as a spec writes them, that each are within the range their description gives; some factories refuse some
 * of them together.
 *
 * @param schedules the schedules that may stand where the schema allows one
 */
export const anyOptions = (schema: Schema, schedules: fc.Arbitrary<OptionSpec>): fc.Arbitrary<OptionsSpec> =>
  fc.record(Object.fromEntries(Object.entries(schema).map(([key, each]) => [key, anyOption(each, schedules)])), {
    requiredKeys: Object.keys(schema).filter((key) => schema[key].required),
    noNullPrototype: true,
  })
