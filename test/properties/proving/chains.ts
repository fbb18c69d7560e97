/** Random chains of transformations, the same chains written otherwise, and chains that differ in one number. */
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { catalogue } from '../../../src/catalogue/catalogue.ts'
import { compose } from '../../../src/compile/compose.ts'
import { postorder } from '../../../src/expr/postorder.ts'
import { anySpec } from '../../../src/laws/index.ts'
import { decodeSpec, fromSpec, type OptionSpec, type Spec } from '../../../src/spec/index.ts'
import type { Random } from './random.ts'

const constants = fc.constantFrom({ constantSchedule: { value: 0.5 } }, { constantSchedule: { value: 0.1 } })

const factories = catalogue.map(({ make }) => make)

/** Whether the exact evaluator reads what a chain is made of: no masks, no extra arguments, no axes given by number. */
const isReadable = (links: readonly Spec[]): boolean => {
  // As it is compared: what simplifying would leave out is there.
  const { update, slots, extras } = compose(fromSpec({ chain: links }).definition, { simplified: false })
  if (extras.size > 0) return false
  return !postorder([update, ...slots.map(({ after }) => after)]).some(
    (node) =>
      node.kind === 'member' ||
      (node.kind === 'reduce' && typeof node.over === 'object' && node.over.name.startsWith('axes ')),
  )
}

const anyLink = anySpec({ factories, schedules: constants })

/** Whether the prover can find where a chain differs from another: it does not run functions of whole leaves. */
export const isRefutable = (links: readonly Spec[]): boolean => {
  const { update, slots } = compose(fromSpec({ chain: links }).definition)
  return !postorder([update, ...slots.map(({ after }) => after)]).some(({ kind }) => kind === 'whole')
}

/** Chains of one to three transformations. */
export const anyLinks = fc.array(anyLink, { minLength: 1, maxLength: 3 }).filter(isReadable)

/** The tree on which masks are compared, as `wrongWith` runs it. */
export const maskedParams = { s: 0, v: new Float64Array(2) }

/** Masks, each with others that choose the same leaves of `maskedParams`. */
const masks: readonly (readonly OptionSpec[])[] = [
  [['s'], { s: true, '**': false }, { s: true, v: false }],
  [['v'], { s: false, '**': true }, { s: false, v: true }],
  [['**'], { s: true, v: true }, ['s', 'v'], true],
  [[], { '**': false }, false],
]

/** Which of them that is. */
const allLeaves = 2

const flat = anyLink.filter((link) => isReadable([link]))

/** A chain of links behind masks: which of the masks each is behind, if any. */
export const anyMaskedLinks = fc.array(fc.tuple(flat, fc.option(fc.nat(masks.length - 1))), {
  minLength: 1,
  maxLength: 2,
})

/** The spec of a chain behind masks, each written in one of its ways. */
export const behindMasks = (links: readonly (readonly [Spec, number | null])[], random: Random): Spec => ({
  chain: links.map(([inner, mask]) =>
    mask === null ? inner : { masked: { inner, mask: random.pick(masks[mask]) } },
  ) as readonly Spec[],
})

/** Another mask than this one, of which there may be none: that is the one of all leaves. */
const otherMask = (mask: number | null, random: Random): number =>
  ((mask ?? allLeaves) + 1 + random.below(masks.length - 1)) % masks.length

/** The same with one mask another one. */
export const behindOtherMasks = (
  links: readonly (readonly [Spec, number | null])[],
  random: Random,
): readonly (readonly [Spec, number | null])[] => {
  const at = random.below(links.length)
  return links.map(([inner, mask], i) => [inner, i === at ? otherMask(mask, random) : mask])
}

const isValid = (spec: Spec): boolean => isRight(decodeSpec(spec))

/** What a link reads as `gradient` ends at the chain around it, so such a link stays where it is. */
const readsGradient = (links: readonly Spec[]): boolean => JSON.stringify(links).includes('"of":"gradient"')

const insert = (links: readonly Spec[], at: number, ...more: readonly Spec[]): readonly Spec[] => [
  ...links.slice(0, at),
  ...more,
  ...links.slice(at),
]

/** The same chain written otherwise. */
export const otherwise = (links: readonly Spec[], random: Random): Spec => {
  const at = random.below(links.length + 1)
  const wholes: readonly (() => Spec)[] = [
    () => ({ chain: insert(links, at, { identity: {} }) }),
    () => ({ chain: insert(links, at, { scale: { stepSize: 1 } }) }),
    () => ({
      chain: insert(links, at, { scale: { stepSize: 0.3 } }, { scaleByLearningRate: { learningRate: -1 / 0.3 } }),
    }),
    () => ({ chain: insert(links, at, { scale: { stepSize: 8 } }, { scale: { stepSize: 0.125 } }) }),
    () => ({ chain: insert(links, at, { scale: { stepSize: -1 } }, { scaleByLearningRate: { learningRate: 1 } }) }),
    () => ({ chain: [{ chain: links }] }),
    () => ({ namedChain: Object.fromEntries(links.map((link, i) => [`link${i}`, link])) }),
  ]
  const parts: readonly (() => Spec)[] = readsGradient(links)
    ? []
    : [() => ({ chain: [{ chain: links.slice(0, at) }, ...links.slice(at)] })]
  // -1/0.3 is not exactly what undoes 0.3, so that one is a chain that differs.
  return random.pick([...wholes.filter((_, i) => i !== 2), ...parts])()
}

const changed = (value: unknown, random: Random): unknown => {
  if (typeof value === 'number') return random.pick([value * 1.01, value + 0.01, value / 2, -value])
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  if (entries.length === 0) return value
  const [key, inner] = random.pick(entries)
  return { ...value, [key]: changed(inner, random) }
}

/** The chain with one number, flag or link changed, where that is a chain. */
export const different = (links: readonly Spec[], random: Random): Spec => {
  const at = random.below(links.length)
  const candidates: readonly (readonly Spec[])[] = [
    links.map((link, i) => (i === at ? changed(link, random) : link) as Spec),
    links.map((link, i) => (i === at ? changed(link, random) : link) as Spec),
    links.filter((_, i) => i !== at),
    links.toReversed(),
    insert(links, at, { scale: { stepSize: 1.001 } }),
  ]
  const chain = random.pick(candidates)
  return isValid({ chain }) && isReadable(chain) ? { chain } : { chain: links }
}
