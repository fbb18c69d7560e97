/** Paths as types. @module */

import type { Leaf } from './leaf.ts'

type Special = '.' | '[' | ']' | "'" | '"' | '*' | ' ' | '\\'

type Join<Prefix extends string, K extends string> = K extends '' | `${bigint}` | `${string}${Special}${string}`
  ? `${Prefix}['${K}']`
  : Prefix extends ''
    ? K
    : `${Prefix}.${K}`

/** A path and what is there, and then all that is below it. */
type Entry<Path extends string, V, Depth extends readonly unknown[]> =
  readonly [Path, V] | EntriesBelow<V, Path, [...Depth, 0]>

type EntriesBelow<T, Prefix extends string, Depth extends readonly unknown[]> = unknown extends T
  ? readonly [`${Prefix}${string}`, unknown]
  : Depth['length'] extends 8
    ? readonly [`${Prefix}${string}`, unknown]
    : T extends Leaf | null
      ? never
      : T extends readonly unknown[]
        ? number extends T['length']
          ? Entry<`${Prefix}[${number}]`, T[number], Depth>
          : { [I in keyof T & `${number}`]: Entry<`${Prefix}[${I}]`, T[I], Depth> }[keyof T & `${number}`]
        : T extends object
          ? { [K in keyof T & string]: Entry<Join<Prefix, K>, T[K], Depth> }[keyof T & string]
          : never

/**
 * The paths of a tree type, of leaves and of subtrees, as a union of strings: `'layers' | 'layers[0]' | 'layers[0].w'`.
 * Spelled out eight levels deep; below that any string is taken.
 */
export type PathOf<P> = EntriesBelow<P, '', []>[0]

/** The type of what stands at a path of a tree type. */
export type PathValue<P, Path extends string> = Path extends ''
  ? P
  : EntriesBelow<P, '', []> extends infer E
    ? E extends readonly [infer Q, infer V]
      ? Path extends Q
        ? V
        : never
      : never
    : never
