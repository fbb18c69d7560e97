/** Say what a transformation does to each parameter, and what that costs. @module */
import type { Pass } from '../compile/buildPass.ts'
import { compose, type Program, type ProgramSlot } from '../compile/compose.ts'
import { homesOf } from '../compile/homes.ts'
import { streams, type Plan } from '../compile/plan.ts'
import { planPure } from '../compile/pure.ts'
import { statePath } from '../compile/state.ts'
import { resolveBranch, truthOf, type LeafFacts } from '../compile/staticBranch.ts'
import { equations } from '../define/equations.ts'
import { constant, print, type Expr } from '../expr/index.ts'
import { postorder } from '../expr/postorder.ts'
import type { Dtype } from '../pytree/index.ts'
import { definitionOf, type AnyGradientTransformation, type RuleDefinition } from '../rule/index.ts'
import { rulesOf } from '../rule/rulesOf.ts'
import { leafFormula, type LeafFormula } from './leafFormula.ts'
import { linkEffect } from './linkEffect.ts'

/** What happens to one parameter. */
export interface ExplainedLeaf {
  /** Where it is, such as `layers[0].w`. Tied parameters are one leaf, at their first place. */
  readonly path: string
  readonly dtype: Dtype
  readonly shape: readonly number[]
  /** How many elements it has. */
  readonly size: number
  /** The links that touch it, by name: those that can change its update or keep state for it. */
  readonly links: readonly string[]
  /** The links that read its values, if only their norm. */
  readonly paramReadBy: readonly string[]
  /** Whether a link moves its elements by what they are though their gradients are 0, as weight decay does. */
  readonly decayed: boolean
  /** Whether its update is zero at every step. */
  readonly frozen: boolean
  /** The bytes of each array kept for it, by where in the state it stands, such as `state[0].mu`. */
  readonly state: Readonly<Record<string, number>>
  /** The sum of these. */
  readonly stateBytes: number
  /** How many times a step goes over it. */
  readonly passes: number
  /**
   * The equations it is updated by: those of all links in one, with what its rank and the masks around it decide left out.
   * `mu_2` is slot `mu` of the second link where several bear that name, `u_2` the update that leaves that link where it is
   * read more than once.
   */
  readonly formula: LeafFormula
}

/** What one link computes. */
export interface ExplainedLink {
  readonly name: string
  /** Where its state stands, such as `state[1]`. */
  readonly path: string
  /** Its equations: each slot after the step, then the update. A prime marks what holds after the step. */
  readonly text: readonly string[]
  /** The same for LaTeX, with `&=` to align at. */
  readonly latex: readonly string[]
  /** The bytes of the arrays it keeps; counts, single numbers and flags are not counted. */
  readonly stateBytes: number
}

/** One pass over leaves that run through one kernel. */
export interface ExplainedPass {
  /** Its stage, from 1; the last stage writes. */
  readonly stage: number
  readonly dtype: Dtype
  /** The paths of the leaves. */
  readonly leaves: readonly string[]
  /** How many elements it goes over. */
  readonly elements: number
  /** What it reads: `gradient`, `param` and places in the state. */
  readonly reads: readonly string[]
  /** What it writes: `update` and places in the state. */
  readonly writes: readonly string[]
  /** The sums and extrema it takes; `updateOf(name)` is the update that left that link. */
  readonly gathers: readonly string[]
  /** How many bytes it reads and writes. */
  readonly bytes: number
}

/** What a transformation does to a tree of parameters, as a plain record. */
export interface Explanation {
  readonly leaves: readonly ExplainedLeaf[]
  readonly links: readonly ExplainedLink[]
  readonly passes: readonly ExplainedPass[]
  readonly totals: {
    readonly elements: number
    readonly paramBytes: number
    readonly stateBytes: number
    /** How many stages a step has: reductions that wait for one another, and the one that writes. */
    readonly stages: number
    /** How many bytes the passes of a step read and write. */
    readonly bytesPerStep: number
  }
}

const width = { float32: 4, float64: 8 } as const

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const placeOf = ({ links }: Program, { owner, name }: { readonly owner: number; readonly name: string }): string =>
  `${statePath(links[owner])}.${name}`

/** Names for what links and slots have computed, so that what is made of it stays readable. */
const namesIn = (program: Program): ReadonlyMap<Expr, string> =>
  new Map(
    [
      ...program.slots.map((slot): [Expr, string] => [slot.after, `${placeOf(program, slot)}'`]),
      ...program.links.map(({ name, update }): [Expr, string] => [update, `updateOf(${name})`]),
    ].filter(([expr]) => expr.kind === 'apply'),
  )

const explainPasses = (plan: Plan): readonly ExplainedPass[] => {
  const streamNames = new Map([
    [streams.gradient, 'gradient'],
    [streams.param, 'param'],
    [streams.update, 'update'],
    ...plan.moments.map(({ stream, slot }): [number, string] => [stream, placeOf(plan.program, slot)]),
  ])
  // What a pass writes for a function of whole leaves, later passes read as its result.
  for (const pass of plan.groups.flatMap(({ levels }) => levels)) {
    for (const { stream, whole } of pass?.writes ?? [])
      if (whole !== undefined) streamNames.set(stream, whole.whole.name)
  }
  const names = (pass: Pass, numbers: readonly number[]): readonly string[] =>
    numbers
      .map((each) => pass.streams[each])
      .toSorted((a, b) => a - b)
      .map((stream) => streamNames.get(stream) ?? '')
  const known = namesIn(plan.program)
  const stages = plan.reductions.length + 1
  return Array.from({ length: stages }, (_, i) => i).flatMap((stage) =>
    plan.groups.flatMap(({ group, levels, final }): readonly ExplainedPass[] => {
      const pass = stage === stages - 1 ? final : levels[stage]
      if (pass === undefined) return []
      const [reads, writes] = [names(pass, pass.loads), names(pass, pass.stores)]
      return [
        {
          stage: stage + 1,
          dtype: group.dtype,
          leaves: group.leaves.map((leaf) => plan.layout.leaves[leaf].path),
          elements: group.elements,
          reads,
          writes,
          gathers: [...pass.runGathers, ...pass.sliceGathers].map((node) => print(node, { names: known })),
          bytes: group.elements * width[group.dtype] * (reads.length + writes.length),
        },
      ]
    }),
  )
}

/** How many numbers of an array in the state a slot keeps for a leaf; none where it keeps no array for it. */
const elementsOf = ({ def }: Plan, slot: ProgramSlot, leaf: number): number | undefined => {
  const isArray = slot.kind === 'moment' || slot.kind === 'reducedMoment'
  if (!isArray || !homesOf(def)(slot).leaves.includes(leaf)) return undefined
  return slot.parts?.count(def.leaves[leaf]) ?? def.leaves[leaf].info.size
}

const explainLeaves = (plan: Plan, rules: readonly RuleDefinition[]): readonly ExplainedLeaf[] => {
  const passesOf = plan.groups.map(
    ({ levels, final }) => [...levels, final].filter((pass) => pass !== undefined).length,
  )
  const { links, slots } = plan.program
  const { update } = plan.program
  const conditions = links.flatMap(({ within }) => (within === undefined ? [] : [within]))
  const sets = postorder([update, ...slots.map(({ after }) => after), ...conditions]).flatMap((expr) =>
    expr.kind === 'member' ? [expr.set] : [],
  )
  const kinds = new Map<string, LeafFormula>()
  /** Leaves that the same selections are made for share their formula. */
  const formulaOf = (leaf: number, facts: LeafFacts): LeafFormula => {
    const kept = new Set(plan.moments.filter(({ home }) => home.leaves.includes(leaf)).map(({ slot }) => slot))
    const kind = [facts.rank, ...sets.map(facts.isIn)].join(' ')
    const known = kinds.get(kind)
    if (known !== undefined) return known
    const made = leafFormula(plan.program, facts, (slot) => kept.has(slots[slot]))
    kinds.set(kind, made)
    return made
  }
  return plan.layout.leaves.map(({ path, dtype, shape, size, group }, leaf) => {
    const facts: LeafFacts = { rank: shape.length, isIn: (set) => set.membersOf(plan.def)[leaf] }
    const effects = rules.flatMap((rule, link) =>
      links[link].within === undefined || truthOf(links[link].within, facts) === true
        ? [{ name: rule.name, ...linkEffect(rule, facts) }]
        : [],
    )
    const state = Object.fromEntries(
      slots.flatMap((slot) => {
        const elements = elementsOf(plan, slot, leaf)
        return elements === undefined ? [] : [[placeOf(plan.program, slot), elements * width[dtype]]]
      }),
    )
    return {
      path,
      dtype,
      shape,
      size,
      links: effects.filter(({ touches }) => touches).map(({ name }) => name),
      paramReadBy: effects.filter(({ readsParam }) => readsParam).map(({ name }) => name),
      decayed: effects.some(({ decays }) => decays),
      frozen: resolveBranch(plan.program.update, facts) === constant(0),
      state,
      stateBytes: sum(Object.values(state)),
      passes: passesOf[group],
      formula: formulaOf(leaf, facts),
    }
  })
}

/**
 * What a transformation does to parameters like these: per leaf the links that touch it, whether it is decayed, the bytes of
 * its state, and its formula, all links in one; per link the equations; and the passes over memory that one step is planned as.
 *
 * Nothing is run. The passes are those of `update`; a `compile`d run has the same, and writes `param` where these write
 * `update`. `formatExplanation` makes a text of it.
 *
 * @param params parameters, or any tree of the same structure; only shapes and dtypes are read
 * @throws OptfuseError `invalid-option` for what is no transformation; `unsupported-leaf`, `dtype-mismatch`,
 *   `cyclic-tree`; `too-large` for an equation too long to read
 * @example
 * const { leaves, links, passes } = explain(chain(trace(0.9), addDecayedWeights(0.1)), { w: new Float32Array(10) })
 * leaves[0].links // ['trace', 'addDecayedWeights']
 * leaves[0].decayed // true
 * leaves[0].frozen // false
 * leaves[0].formula.text.at(-1) // "update' = trace' + weightDecay * param"
 * leaves[0].state // { 'state[0].trace': 40 }
 * links[1].text // ["count' = count + 1", "update' = update + weightDecay * param"]
 * passes.length // 1
 * passes[0].reads // ['gradient', 'param', 'state[0].trace']
 * passes[0].writes // ['update', 'state[0].trace']
 */
export const explain = (transformation: AnyGradientTransformation, params: unknown): Explanation => {
  const definition = definitionOf(transformation, 'explain', 'its first argument')
  const program = compose(definition)
  const plan = planPure(program, params)
  const rules = rulesOf(definition)
  const leaves = explainLeaves(plan, rules)
  const passes = explainPasses(plan)
  const paramBytes = sum(leaves.map(({ dtype, size }) => size * width[dtype]))
  const bytesOf = (slot: ProgramSlot): number => sum(leaves.map(({ state }) => state[placeOf(program, slot)] ?? 0))
  return {
    leaves,
    links: program.links.map((link, i) => ({
      name: link.name,
      path: statePath(link),
      text: equations(rules[i], 'text'),
      latex: equations(rules[i], 'latex'),
      stateBytes: sum(program.slots.filter(({ owner }) => owner === i).map(bytesOf)),
    })),
    passes,
    totals: {
      elements: plan.layout.elements,
      paramBytes,
      stateBytes: sum(leaves.map(({ stateBytes }) => stateBytes)),
      stages: plan.reductions.length + 1,
      bytesPerStep: sum(passes.map(({ bytes }) => bytes)),
    },
  }
}
