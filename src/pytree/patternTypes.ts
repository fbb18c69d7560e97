/** Path patterns as types: whether one can match a leaf of a tree type. @module */

import type { Leaf } from './leaf.ts'

/** `*`: any one key. */
interface One {
  readonly wildcard: '*'
}

/** `**`: any number of keys. */
interface Many {
  readonly wildcard: '**'
}

export type Segment = string | One | Many

type Word<W extends string> = W extends '*' ? One : W extends '**' ? Many : W

/** What stands before the first dot or bracket. */
type Head<S extends string> = S extends `${infer A}.${string}`
  ? A extends `${infer B}[${string}`
    ? B
    : A
  : S extends `${infer B}[${string}`
    ? B
    : S

type AfterSegment<S extends string> = S extends `.${infer Rest}` ? Segments<Rest> : Segments<S>

/** The segments of a pattern, or of a path. */
export type Segments<S extends string> = S extends ''
  ? readonly []
  : S extends `['${infer K}']${infer Rest}`
    ? readonly [K, ...AfterSegment<Rest>]
    : S extends `["${infer K}"]${infer Rest}`
      ? readonly [K, ...AfterSegment<Rest>]
      : S extends `[${infer I}]${infer Rest}`
        ? readonly [Word<I>, ...AfterSegment<Rest>]
        : Head<S> extends ''
          ? readonly [Many]
          : S extends `${Head<S>}${infer Rest}`
            ? readonly [Word<Head<S>>, ...AfterSegment<Rest>]
            : readonly [Many]

/** What the tree has under a key: `never` when nothing. */
export type Child<T, K extends string> = T extends readonly unknown[]
  ? number extends T['length']
    ? K extends `${number}`
      ? T[number]
      : never
    : K extends keyof T & `${number}`
      ? T[K]
      : never
  : K extends keyof T
    ? T[K]
    : K extends `${infer N extends number}`
      ? N extends keyof T
        ? T[N]
        : never
      : never

/** Everything the tree has one key below. */
export type Children<T> = T extends readonly unknown[] ? T[number] : T[keyof T]

/** How deep a type is looked through; below that anything may be there. */
export type Limit = 8

type Reaches<T, S extends readonly Segment[], Depth extends readonly unknown[]> = [T] extends [never]
  ? false
  : unknown extends T
    ? true
    : Depth['length'] extends Limit
      ? true
      : T extends Leaf
        ? S extends readonly []
          ? true
          : S extends readonly [Many, ...infer Rest extends readonly Segment[]]
            ? Reaches<T, Rest, Depth>
            : false
        : T extends object
          ? S extends readonly [infer First, ...infer Rest extends readonly Segment[]]
            ? First extends Many
              ? Reaches<T, Rest, Depth> | Reaches<Children<T>, S, [...Depth, 0]>
              : First extends One
                ? Reaches<Children<T>, Rest, [...Depth, 0]>
                : First extends string
                  ? Reaches<Child<T, First>, Rest, [...Depth, 0]>
                  : false
            : false
          : false

/**
 * Whether a pattern can match the path of a leaf of the tree type `P`, as far as the type tells: what is `unknown`, and
 * what lies more than eight levels deep, may be anything.
 */
export type CanMatch<P, Pattern extends string> = string extends Pattern
  ? true
  : Pattern extends `${string}\\${string}`
    ? true
    : true extends Reaches<P, Segments<Pattern>, []>
      ? true
      : false

declare const unmatched: unique symbol

/** No value has this type: the compiler shows it for a pattern that matches no leaf of the parameters. */
export interface MatchesNoLeaf<Pattern extends string> {
  readonly [unmatched]: Pattern
}

/** What the patterns must be beside what they are: for one that can match no leaf of `P`, what no value is. */
export type CheckedPatterns<P, R> = R extends readonly string[]
  ? { readonly [I in keyof R]: R[I] extends string ? Checked<P, R[I]> : unknown }
  : { readonly [K in keyof R]: K extends string ? Checked<P, K> : unknown }

type Checked<P, Pattern extends string> = CanMatch<P, Pattern> extends true ? unknown : MatchesNoLeaf<Pattern>
