/** Transformations made from a formula, for tests. @module */
import { transformation } from '../../src/define/transformation.ts'
import { input, slot, type Expr, type Operand } from '../../src/expr/index.ts'
import { moment } from '../../src/rule/index.ts'

/** The inputs of `elementwise`: the update, the parameter, and the moment. */
export const [x, y, z]: readonly Expr[] = [input('update'), input('param'), slot('m', 'element')]

/** u' = formula over `x`, `y` and `z`; the moment stays as it is. */
export const elementwise = (formula: Operand) =>
  transformation(
    {
      name: 'elementwise',
      options: {},
      state: { m: moment() },
      needs: ['params'],
      rule: ({ m }) => ({ update: formula, m }),
    },
    () => ({}),
  )()

/** u' = formula over `x`, without state. */
export const stateless = (formula: Operand) =>
  transformation({ name: 'stateless', options: {}, state: {}, rule: () => ({ update: formula }) }, () => ({}))()
