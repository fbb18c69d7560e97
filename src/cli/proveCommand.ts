/** The command `prove`. @module */
import { nearMiss } from '../prove/nearMiss.ts'
import { prove, type Proof } from '../prove/index.ts'
import { exitCodes, printed, type Outcome } from './outcome.ts'
import { readTransformations, type ReadTransformations } from './readTransformation.ts'

/** How to print a proof. */
export interface ProveFlags {
  readonly latex: boolean
  readonly json: boolean
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

const listed = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', title, ...items.map((item) => `  ${item}`)]

const describe = (proof: Proof, { transformations, open }: ReadTransformations, latex: boolean): string => {
  const forAll = listed('For all', open)
  switch (proof.verdict) {
    case 'proved':
      return [
        'proved: the two give the same updates at every step, whatever the gradients.',
        ...forAll,
        '',
        'Both compute',
        indented(latex ? proof.normalForm.latex : proof.normalForm.text),
        ...listed('with', proof.relations),
        ...listed(
          'provided that',
          proof.assumptions.map((each) => (latex ? each.latex : each.text)),
        ),
      ].join('\n')
    case 'refuted': {
      const [left, right] = transformations
      const near = nearMiss(left, right)
      return [
        'refuted: the two differ.',
        '',
        indented(proof.text),
        ...(near === undefined ? [] : ['', `They are equal with ${near}.`]),
      ].join('\n')
    }
    case 'unknown':
      return ['unknown: neither a proof nor a counterexample was found.', ...forAll, '', indented(proof.text)].join(
        '\n',
      )
  }
}

/** Prove two written transformations equal. */
export const proveCommand = (left: string, right: string, { latex, json }: ProveFlags): Outcome => {
  const read = readTransformations([left, right])
  const [a, b] = read.transformations
  const proof = prove(a, b)
  return printed(json ? JSON.stringify(proof, null, 2) : describe(proof, read, latex), exitCodes[proof.verdict])
}
