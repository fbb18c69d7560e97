// @ts-check
import { readFile } from 'node:fs/promises'

/**
 * Assembles one of the WebAssembly text files of this folder.
 *
 * Assembling at run time keeps the repository free of binaries nobody can read; the assembler (`wabt`) is a dependency of
 * the benchmark alone, so this throws when `bench/node_modules` is missing.
 *
 * @param {string} file The file's name, such as `adam.wat`.
 * @returns {Promise<WebAssembly.Module>}
 */
export async function assemble(file) {
  const { default: load } = await import('wabt')
  const wabt = await load()
  const text = unroll(await readFile(new URL(file, import.meta.url), 'utf8'))
  const parsed = wabt.parseWat(file, text, { simd: true })
  const { buffer } = parsed.toBinary({})
  parsed.destroy()
  return new WebAssembly.Module(Uint8Array.from(buffer))
}

/**
 * Repeats what stands between the comments "four times" and "end", each copy one vector (16 bytes) further on.
 *
 * @param {string} text
 */
function unroll(text) {
  return text.replace(/^ *;; four times\n(.*?)^ *;; end\n/ms, (_, body) =>
    [0, 16, 32, 48].map((offset) => body.replaceAll('offset=0', `offset=${offset}`)).join(''),
  )
}
