/** Tensors keep what is put into them. @module */
import type { TensorStack } from '../../embed/index.ts'
import type { Dtype, FloatArray } from '../../pytree/index.ts'
import type { StackLaw } from './stackLaw.ts'

const describe = <T extends object>(stack: TensorStack<T>, x: T): string =>
  `${stack.dtype(x)} [${stack.shape(x).join(', ')}] ${[...stack.read(x)].join(' ')}`

/** `fill`, `make`, `cast`, `retain` and `read` fit together. */
export const tensorsHoldNumbers: StackLaw = {
  name: 'tensors hold numbers',
  statement:
    'fill, make, cast and retain give tensors of the shape, dtype and numbers asked for, which read gives back.',
  violation: ({ stack, like, dtype }) => {
    const made: (typeof like)[] = []
    const check = (what: string, x: typeof like, expected: string): string | undefined => {
      made.push(x)
      if (!stack.is(x)) return `is does not know what ${what} gave`
      const got = describe(stack, x)
      return got === expected ? undefined : `${what} gave ${got} in place of ${expected}`
    }
    const data: FloatArray = dtype === 'float32' ? Float32Array.of(1, -2, 0.5) : Float64Array.of(1, -2, 0.5)
    if (!stack.is(like)) return 'is does not know the tensor that checkStack was given'
    try {
      const filled = stack.fill(2.5, [2, 3], dtype, like)
      const column = stack.fill(0, [3, 1], dtype, like)
      const scalar = stack.fill(-3, [], dtype, like)
      const vector = stack.make(data, column)
      const other: Dtype = stack.dtype(like) === 'float64' || dtype === 'float64' ? 'float32' : dtype
      return (
        check('fill', filled, `${dtype} [2, 3] 2.5 2.5 2.5 2.5 2.5 2.5`) ??
        check('fill', column, `${dtype} [3, 1] 0 0 0`) ??
        check('fill', scalar, `${dtype} [] -3`) ??
        check('make', vector, `${dtype} [3, 1] 1 -2 0.5`) ??
        check('retain', stack.retain(vector), `${dtype} [3, 1] 1 -2 0.5`) ??
        check('cast', stack.cast(vector, other), `${other} [3, 1] 1 -2 0.5`) ??
        ([{}, data, null, undefined, 1, 'x'].some(stack.is) ? 'is takes anything for a tensor' : undefined)
      )
    } finally {
      made.forEach(stack.release)
    }
  },
}
