/** A change of variables from one optimizer's state to another's. @module */
import type { Program } from '../compile/compose.ts'
import { nestState } from '../compile/state.ts'
import { OptfuseError } from '../errors/OptfuseError.ts'
import { input, type Expr, type Operand } from '../expr/index.ts'
import { lift } from '../expr/operand.ts'
import type { AnyGradientTransformation, Definition, StateOf, StateTypeOf } from '../rule/index.ts'

type Formulas<S> = S extends number | boolean ? Expr : { readonly [K in keyof S]: Formulas<S[K]> }

type SomeFormulas<S> = S extends number | boolean ? Operand : { readonly [K in keyof S]?: SomeFormulas<S[K]> }

/** Tells the compiler, while it does not know the transformation yet, that a list of states is a tuple. */
type Lists = readonly [] | readonly [Lists?, Lists?, Lists?, Lists?, Lists?, Lists?, Lists?, Lists?]

/** The state of a transformation with an expression in place of every slot. */
export type StateFormulas<T> = Formulas<StateOf<StateTypeOf<T>, number>>

/** Some of the slots of a transformation's state, each given by a formula. */
export type SomeStateFormulas<T> = SomeFormulas<StateOf<StateTypeOf<T>, number>>

/** What formulas may read before a step of an optimizer. */
export interface Moment<T> {
  readonly state: StateFormulas<T>
  readonly param: Expr
  readonly gradient: Expr
}

/** The right optimizer's variables, given by those of the left. */
export interface Relation<T> {
  /** The slots that formulas give; those left out are found. */
  readonly state?: SomeStateFormulas<T> | Lists
  /** The parameters, where they are not the same: then their next values are compared instead of the updates. */
  readonly param?: Operand
}

/** What formulas may read before a step of this transformation. */
export const momentOf = <T extends AnyGradientTransformation>(definition: Definition, program: Program): Moment<T> => {
  const states = program.links.map((_, owner) =>
    Object.fromEntries(program.slots.filter((each) => each.owner === owner).map(({ name, before }) => [name, before])),
  )
  // The definition nests the states as the type says.
  const state = nestState(definition, states) as StateFormulas<T>
  return { state, param: input('param'), gradient: input('gradient') }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The formulas of a partial state: the number of the link, the slot and the formula. */
export const readFormulas = (
  definition: Definition,
  given: unknown,
): readonly (readonly [owner: number, slot: string, formula: Expr])[] => {
  const found: (readonly [number, string, Expr])[] = []
  let owner = -1
  const refuse = (path: string, what: string): never => {
    throw new OptfuseError('invalid-option', `${what}.`, { transformation: 'prove', path })
  }
  const visit = (part: Definition, value: unknown, path: string): void => {
    if (part.kind === 'rule') {
      owner++
      if (value === undefined) return
      if (!isRecord(value)) return refuse(path, `a relation gives slots of ${part.name} by name here`)
      for (const [name, formula] of Object.entries(value)) {
        if (formula === undefined) continue
        if (!Object.hasOwn(part.slots, name)) {
          refuse(
            `${path}.${name}`,
            `${part.name} has no such slot; it has ${Object.keys(part.slots).join(', ') || 'none'}`,
          )
        }
        // `lift` refuses what is neither.
        found.push([owner, name, lift(formula as Operand, `${path}.${name}`)])
      }
      return
    }
    const { names, links } = part
    if (value !== undefined && (names === undefined ? !Array.isArray(value) : !isRecord(value))) {
      refuse(path, `a relation gives ${names === undefined ? 'a list' : 'a record'} of states here, one a link`)
    }
    const held = Object(value ?? {}) as Readonly<Record<string, unknown>>
    links.forEach((link, i) => {
      const key = String(names?.[i] ?? i)
      visit(
        link,
        Object.hasOwn(held, key) ? held[key] : undefined,
        names === undefined ? `${path}[${key}]` : `${path}.${key}`,
      )
    })
  }
  visit(definition, given, 'state')
  return found
}
