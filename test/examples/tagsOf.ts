/**
 * Reads a picture as XML, strictly, and counts its elements by name. Throws on a tag that is not closed or closed by
 * another, a text with a stray `<` or `&`, an attribute without quotes or given twice, or anything beside one root.
 */
export const tagsOf = (xml: string): ReadonlyMap<string, number> => {
  const token = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
  const counts = new Map<string, number>()
  const open: string[] = []
  let roots = 0
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const found = token.exec(xml)
    const near = `at ${at}: ${xml.slice(at, at + 80)}`
    if (found === null) throw new Error(`not well-formed ${near}`)
    const [whole, closing, name = '', attributes = '', empty] = found
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(whole)) throw new Error(`stray & ${near}`)
    if (name === '') {
      if (open.length === 0 && whole.trim() !== '') throw new Error(`text outside the root ${near}`)
    } else if (closing === '/') {
      if (open.pop() !== name) throw new Error(`wrong closing tag ${near}`)
    } else {
      const names = Array.from(attributes.matchAll(/([\w:.-]+)="/g), ([, attribute]) => attribute)
      if (new Set(names).size < names.length) throw new Error(`attribute given twice ${near}`)
      if (open.length === 0 && ++roots > 1) throw new Error(`second root ${near}`)
      counts.set(name, (counts.get(name) ?? 0) + 1)
      if (empty !== '/') open.push(name)
    }
  }
  if (open.length > 0 || roots === 0) throw new Error(`never closed: ${open.join(', ')}`)
  return counts
}
