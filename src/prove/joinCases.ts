/** One proof of several, each for some of the leaves. @module */
import { unique } from './assumptions.ts'
import type { Proof, Proved } from './proof.ts'

interface ProofOfCase {
  /** Which leaves, in words. */
  readonly text: string
  readonly proof: Proof
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

const together = (proofs: readonly { readonly text: string; readonly proof: Proved }[]): Proved => ({
  verdict: 'proved',
  normalForm: {
    text: proofs.map(({ text, proof }) => `${text}:\n${indented(proof.normalForm.text)}`).join('\n'),
    latex: proofs.map(({ text, proof }) => `\\text{${text}:}\n${proof.normalForm.latex}`).join('\n'),
  },
  assumptions: unique(proofs.flatMap(({ proof }) => proof.assumptions)),
  relations: [...new Set(proofs.flatMap(({ proof }) => proof.relations))],
})

/**
 * The proof that all cases together are, or what speaks against the first that is not proved.
 *
 * @param occur whether every case occurs; else a difference in one may never be seen
 */
export const joinCases = (cases: readonly ProofOfCase[], occur: boolean): Proof => {
  const proved = cases.flatMap(({ text, proof }) => (proof.verdict === 'proved' ? [{ text, proof }] : []))
  const failed = cases.find(({ proof }) => proof.verdict !== 'proved')
  if (failed === undefined) return together(proved)
  const { proof } = failed
  const text = `For leaves ${failed.text}: ${proof.verdict === 'proved' ? '' : proof.text}`
  switch (proof.verdict) {
    case 'proved':
      return proof
    case 'unknown':
      return { ...proof, when: [failed.text, ...proof.when], text }
    case 'refuted':
      return occur
        ? { ...proof, text }
        : {
            verdict: 'unknown',
            where: 'update',
            when: [failed.text],
            left: undefined,
            right: undefined,
            text: `${text}\nWhether there is such a leaf depends on the parameters: give them, as { params }.`,
          }
  }
}
