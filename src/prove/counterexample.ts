/** A run in which two optimizers differ, as a tree and in words. @module */
import type { Counterexample } from './proof.ts'
import type { Difference } from './refute.ts'

const treeOf = ([a, b, c, d, e, f, g]: readonly number[]): Counterexample['params'] => ({
  matrix: [
    [a, b],
    [c, d],
  ],
  vector: [e, f],
  number: g,
})

const paths = ['matrix[0][0]', 'matrix[0][1]', 'matrix[1][0]', 'matrix[1][1]', 'vector[0]', 'vector[1]', 'number']

/** What was found, with its numbers where they stand in the tree. */
export const counterexampleOf = ({
  params,
  gradients,
  symbols,
  extras,
  step,
  element,
  left,
  right,
}: Difference): Counterexample => ({
  params: treeOf(params),
  gradients: gradients.map(treeOf),
  symbols,
  extras,
  step,
  path: paths[element],
  left,
  right,
})

const numbersOf = ({ matrix, vector, number }: Counterexample['params']): string =>
  JSON.stringify({ matrix, vector, number })

/** A counterexample in words. */
export const describeCounterexample = ({
  params,
  gradients,
  symbols,
  extras,
  step,
  path,
  left,
  right,
}: Counterexample): string =>
  [
    `They differ at step ${step}, at ${path}: the left update is ${left.exact}, the right one ${right.exact}.`,
    `params ${numbersOf(params)}`,
    ...gradients.map((each, i) => `gradient ${i + 1} ${numbersOf(each)}`),
    ...extras.flatMap((each, i) => (Object.keys(each).length === 0 ? [] : [`extra ${i + 1} ${JSON.stringify(each)}`])),
    ...Object.entries(symbols).map(([name, value]) => `${name} = ${value}`),
  ].join('\n')
