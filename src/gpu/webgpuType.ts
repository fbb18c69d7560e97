/** The types of WebGPU. @module */

/**
 * The type of WebGPU with this name, as the user's TypeScript knows it: from its DOM library since version 6, before that
 * from `@webgpu/types`. Where it knows none, `unknown`, so that the declarations are free of errors there too.
 */
export type WebgpuType<Name extends string> = typeof globalThis extends {
  readonly [N in Name]: { readonly prototype: infer T }
}
  ? T
  : unknown
