/**
 * A plugin that writes characters outside of ASCII as escapes, which mean the same in strings, templates and regular
 * expressions. One such character has JavaScript engines keep the text of its whole file in two bytes a character.
 */
const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

export const asciiOnly = {
  name: 'ascii-only',
  // Not in `renderChunk`, after which code is printed anew. Escapes add no lines, so source maps stay as they are.
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replaceAll(/[^\0-\x7F]/g, escape)
    }
  },
}
