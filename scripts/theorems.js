/**
 * Write docs/theorems.md, every theorem with its proof, from src/laws/theorems.ts and the docstrings of the optimizers.
 *
 *   node scripts/theorems.js           writes it
 *   node scripts/theorems.js --check   exits with 1 when it is not what would be written
 */
import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { rolldown } from 'rolldown'
import { generated } from './generated.js'

const root = new URL('../', import.meta.url)
const bundled = new URL('build/theorems/', root)

const bundle = await rolldown({
  cwd: root.pathname,
  input: {
    theorems: 'src/laws/theorems.ts',
    recipes: 'src/laws/theorems/recipes.ts',
    trials: 'src/laws/theorems/trials.ts',
    proveTheorem: 'src/laws/proveTheorem.ts',
    describeName: 'src/syntax/describeName.ts',
  },
  external: /^[^./]/,
})
await bundle.write({ dir: bundled.pathname, entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' })
const load = (name) => import(new URL(`${name}.mjs`, bundled))
const { theorems } = await load('theorems')
const { recipeTheorems } = await load('recipes')
const { trials } = await load('trials')
const { proveTheorem } = await load('proveTheorem')
const { describeName } = await load('describeName')

const everySteps = 'fewer than 2147483647 steps are taken'

const block = (text) => ['```text', text, '```'].join('\n')
const code = (text) => `\`${text}\``

/** The call of `equations("…")` as the equations alone, one a line. */
const sideOf = (text) => {
  const [, inner] = /^equations\("(.*)"\)$/s.exec(text) ?? []
  return inner === undefined ? text : inner.replaceAll(/, (?=[^\s,()]+ = )/g, '\n')
}

const forAll = ({ given }) => {
  const names = Object.entries(given).map(([name, range]) => code(describeName(name, range)))
  return names.length === 0 ? [] : [`For all ${names.join(', ')}.`]
}

const sides = ({ left, right, kind }) => {
  const sign = { equal: '=', refuted: '≠', limit: '→' }[kind]
  return block([sideOf(left), sign, sideOf(right)].join('\n'))
}

const groups = ({ microBatches: k }) =>
  k === undefined
    ? []
    : [
        `The left side takes ${code(k)} gradients one after another, the right side their mean, once; after each group the parameters agree.`,
      ]

const proof = (theorem) => {
  const found = proveTheorem(theorem)
  if (theorem.kind === 'limit') {
    const { along, values, within } = theorem
    const growing = `${along === 'steps' ? 'after' : `at ${code(along)} =`} ${values.join(', ')}${along === 'steps' ? ' steps' : ''}`
    return [`**A limit**, tried in numbers: the distance falls ${growing}, at last to below ${within}.`]
  }
  if (found.verdict === 'refuted' && theorem.kind === 'refuted')
    return ['**Refuted**, for instance so:', block(found.text)]
  if (found.verdict !== 'proved') return ['**Tried**, and not yet decided by the algebra.']
  const given = theorem.assuming ?? []
  const assumed = found.assumptions
    .map(({ text }) => text)
    .filter((text) => text !== everySteps && !text.startsWith('the right parameters begin'))
  return [
    '**Proved.** Both compute',
    block(found.normalForm.text),
    ...(theorem.relation === undefined ? [] : [`where, step after step, ${theorem.relation.map(code).join(' and ')}.`]),
    ...(given.length === 0 ? [] : [`As long as ${given.map(code).join(' and ')}.`]),
    ...(assumed.length === 0 ? [] : [`It holds where ${assumed.map(code).join(' and ')}.`]),
  ]
}

/** Its anchor is the name again. */
const titleOf = ({ name }) => name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ')

const section = (theorem) =>
  [
    `### ${titleOf(theorem)}`,
    theorem.kind === 'refuted' ? `_False:_ ${theorem.statement}` : theorem.statement,
    sides(theorem),
    ...groups(theorem),
    ...forAll(theorem),
    ...(theorem.remark === undefined ? [] : [theorem.remark]),
    ...proof(theorem),
    `From: ${theorem.paper}.`,
  ].join('\n\n')

/** A theorem that is stated as true and refuted is a mistake, of ours or of the prover. */
const verdictOf = (theorem) => {
  const { verdict } = proveTheorem(theorem)
  return theorem.kind === 'equal' && verdict === 'refuted' ? 'unknown' : verdict
}

const marks = { proved: 'proved', refuted: 'refuted', unknown: 'tried' }

const contents = theorems
  .flatMap((group) => [
    `- ${group.title}`,
    ...group.theorems.map((theorem) => {
      const mark = theorem.kind === 'limit' ? 'limit' : marks[verdictOf(theorem)]
      const said = theorem.kind === 'refuted' ? `_false:_ ${theorem.statement}` : theorem.statement
      return `  - [${said}](#${theorem.name}) (${mark})`
    }),
  ])
  .join('\n')

const documented = recipeTheorems((name) => readFileSync(new URL(`src/optimizers/${name}.ts`, root), 'utf8'))

const documentedRow = (theorem) => {
  const equations = sideOf(theorem.right).split('\n').map(code).join('<br>')
  const row = [code(theorem.left), equations, marks[verdictOf(theorem)]]
  return `| ${row.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
}

const text = `<!-- Written by scripts/theorems.js from src/laws/theorems.ts and the docstrings; do not edit. -->

# Theorems

What is equal among optimizers, what is not, and why. Each theorem is stated once, in
[src/laws/theorems](../src/laws/theorems.ts), with its hyperparameters left open: one proof covers all their values.

\`prove\` compares update rules as formulas over the real numbers, by induction over the steps: the two states are related at
first, and one step keeps them so. What comes out is the same for every gradient and every tree. Engines compute in floating
point; so each theorem is tried as well, with fast-check, on every engine: on both CPU engines, pure and resident, with
${trials.runs} draws of hyperparameters, trees and gradients from seed ${trials.seed}, ${trials.steps} steps each, equal to 1e-10 of the largest number in
float64; and on the GPU (\`compileGpu\`, WebGPU, in the tests a software one), which is always resident, with ${trials.gpuRuns} such draw of as
many steps in float32, equal to what the records of the operations allow each step. What is refuted must differ in every draw.
Every proof takes for granted that ${everySteps}.

In what follows \`g\` is the gradient, \`u\` what flows into a link, \`θ\` the parameter, \`count\` the number of steps taken and
\`t\` that of this step; a prime marks what holds after it.

${contents}

## Prove your own

\`\`\`ts
import { adam, biasCorrection, chain, decayRange, momentum, scaleByAdam, scaleByRms } from 'optfuse'
import { checkEqual, prove, symbol } from 'optfuse/prove'

// A symbol stands for all its values.
const [b1, b2] = [symbol('b1', decayRange), symbol('b2', decayRange)]
const parts = chain(momentum(b1), scaleByRms({ decay: b2, of: 'gradient', eps: 0 }), biasCorrection(b1, b2))
console.log(prove(scaleByAdam({ b1, b2, eps: 0 }), parts).verdict) // proved

// In a test, one line is enough: it throws, and says why.
const mine = chain(momentum(0.9), scaleByRms({ decay: 0.999, of: 'gradient' }), biasCorrection(0.9, 0.999))
try {
  checkEqual(mine, adam(0.1))
} catch (error) {
  console.log(String(error).split('\\n').at(-1)) // They are equal with every epsilon taken as 0 and the learning rate left out.
}
\`\`\`

Where the two keep different states, \`relate\` gives the right one by the left. From the command line, names that mean nothing
else are symbols:

\`\`\`sh
npx optfuse prove 'chain(scale(a), scale(b))' 'scale(a*b)'
npx optfuse prove 'sgd(lr, { momentum: d })' "v' = d·v + g, Δθ = -lr·v'" --latex
\`\`\`

${theorems.map((group) => [`## ${group.title}`, ...group.theorems.map(section)].join('\n\n')).join('\n\n')}

## ${documented.title}

The equations stand in the docstring of each optimizer, one set for every option that chooses. They are read from there,
proved equal to the optimizer, and tried (${trials.documentedRuns} draws each), so that the documentation cannot drift from the code.

| optimizer | equations | verdict |
| --- | --- | --- |
${documented.theorems.map(documentedRow).join('\n')}
`

const path = new URL('docs/theorems.md', root).pathname
const written = await format(text, { ...(await resolveConfig(path)), filepath: path })
generated('docs/theorems.md', written, 'node scripts/theorems.js')
