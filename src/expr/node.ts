/** Nodes of the expression language: a readonly tagged union, hash-consed. @module */
import type { NumberRange } from '../options/number.ts'
import type { Axes } from './axes.ts'
import type { LeafSet } from './leafSet.ts'
import type { Operation, ValueType } from './operation.ts'
import type { Reduction } from './reduction.ts'
import type { WholeFunction } from './wholeFunction.ts'

/**
 * Where a value varies: one value for the whole step (`uniform`), one per leaf, one per slice of a leaf (an `Axes`
 * reduced away), or one per element.
 */
export type Scope = 'uniform' | 'leaf' | Axes | 'element'

/** What a reduction runs over. */
export type Extent = 'tree' | 'leaf' | Axes

interface NodeBase {
  /** A number unique to the node within one run of the program. */
  readonly id: number
  readonly scope: Scope
  readonly type: ValueType
}

/** A literal number. */
export interface ConstantNode extends NodeBase {
  readonly kind: 'constant'
  readonly value: number
}

/** A hyperparameter: a named number fixed when the transformation was made. */
export interface HyperNode extends NodeBase {
  readonly kind: 'hyper'
  readonly name: string
  /** NaN for a symbol. */
  readonly value: number
  /** Of a symbol, which stands for every number of a range: that range. */
  readonly symbol: NumberRange | undefined
}

/** A hyperparameter that follows a schedule of the count. */
export interface ScheduledNode extends NodeBase {
  readonly kind: 'scheduled'
  readonly name: string
  readonly schedule: (count: number) => number
  readonly count: Expr
}

/** What flows through an update: the gradient that entered the chain, the update so far, the parameter. */
export interface InputNode extends NodeBase {
  readonly kind: 'input'
  readonly name: 'gradient' | 'update' | 'param'
}

/** An extra argument of the step under its name, such as the loss: one number for the whole tree. */
export interface ExtraNode extends NodeBase {
  readonly kind: 'extra'
  readonly name: string
}

/** A state slot before the step. Within a rule `owner` is -1; in a composed chain it is the number of the link. */
export interface SlotNode extends NodeBase {
  readonly kind: 'slot'
  readonly name: string
  readonly owner: number
}

/** How many elements an extent has. */
export interface SizeNode extends NodeBase {
  readonly kind: 'size'
  readonly over: Extent
  /** Of the tree: which leaves count, where not all do. Decided by what each leaf is, not by its numbers. */
  readonly within?: Expr
}

/** How many axes the leaf has. */
export interface RankNode extends NodeBase {
  readonly kind: 'rank'
}

/** Whether the leaf is in a set of leaves. */
export interface MemberNode extends NodeBase {
  readonly kind: 'member'
  readonly set: LeafSet
}

/** An operation applied to arguments. */
export interface ApplyNode extends NodeBase {
  readonly kind: 'apply'
  readonly operation: Operation
  readonly args: readonly Expr[]
}

/** A reduction of element values over an extent. */
export interface ReduceNode extends NodeBase {
  readonly kind: 'reduce'
  readonly reduction: Reduction
  readonly over: Extent
  readonly args: readonly Expr[]
}

/** A function of all elements of a leaf, or of the tree, together. */
export interface WholeNode extends NodeBase {
  readonly kind: 'whole'
  readonly whole: WholeFunction
  readonly over: WholeFunction['over']
  readonly args: readonly [Expr]
}

/** An expression. Two expressions built alike are the same object, so `===` compares formulas. */
export type Expr =
  | ConstantNode
  | HyperNode
  | ScheduledNode
  | InputNode
  | ExtraNode
  | SlotNode
  | SizeNode
  | RankNode
  | MemberNode
  | ApplyNode
  | ReduceNode
  | WholeNode

const none: readonly Expr[] = []

/** The nodes an expression is built from directly. */
export const argumentsOf = (expr: Expr): readonly Expr[] =>
  'args' in expr ? expr.args : expr.kind === 'scheduled' ? [expr.count] : none
