import { describe, expect, it, test } from 'vitest'
import type { TensorStack } from '../../../src/embed/index.ts'
import { checkStack, stackLaws, type CheckStackOptions } from '../../../src/laws/index.ts'
import { countedStack, type Counted } from '../embed/countedStack.ts'

const { stack, tensor, live } = countedStack()
const like = tensor([0])

/** What is said of the stack with a part replaced. */
const complaint = (part: object, options: CheckStackOptions = { live }): string => {
  const broken: TensorStack<Counted> = { ...stack, ...part }
  try {
    checkStack(broken, like, options)
  } catch (error) {
    return String(error)
  }
  return 'none'
}

describe('checkStack says of a stack', () => {
  const cases: readonly (readonly [string, object, string])[] = [
    [
      'one of whose operations holds on to a tensor',
      { exp: (x: Counted) => stack.exp(stack.add(x, stack.fill(0, [], 'float32', x))) },
      'breaks the law "operations mean the same"',
    ],
    [
      'one of whose operations holds on to a tensor, how many',
      { exp: (x: Counted) => stack.exp(stack.add(x, stack.fill(0, [], 'float32', x))) },
      'Here: exp left the stack with 2 tensors more than before',
    ],
    [
      'that consumes an argument, which operation does',
      {
        add: (a: Counted, b: Counted) => {
          const sum = stack.add(a, b)
          stack.release(a)
          return sum
        },
      },
      'Here: add ',
    ],
    [
      'whose products have another dtype',
      { mul: (a: Counted, b: Counted) => ({ ...stack.mul(a, b), dtype: 'float64' }) },
      'Here: mul of float32 tensors gave float64',
    ],
    ['that lacks an operation', { tanh: undefined }, 'Here: tanh threw TypeError: '],
    [
      'that cannot be asked about null',
      { is: (value: object): boolean => 'references' in value },
      'breaks the law "tensors hold numbers".\nThe law: fill, make, cast and retain',
    ],
  ]
  test.each(cases)('%s', (_, part, message) => {
    expect(complaint(part)).toContain(message)
  })

  it('whose sums are never given back, that they leak', () => {
    const sumOver = (x: Counted, axes: readonly number[] | null) => stack.retain(stack.sumOver(x, axes))
    const laws = stackLaws.filter(({ name }) => name === 'nothing leaks')
    expect(complaint({}, { live, laws })).toBe('none')
    expect(complaint({ sumOver }, { live, laws })).toMatch(
      /breaks the law "nothing leaks".*\d+ tensors before, \d+ after/s,
    )
  })
})

it('refuses a tolerance of no operation, and a tensor that the stack does not know', () => {
  expect(complaint({}, { tolerances: { expp: 1 } })).toContain('no operation "expp". Did you mean "exp"?')
  expect(() => checkStack(stack, {} as never)).toThrow('is does not know the tensor that checkStack was given')
})
