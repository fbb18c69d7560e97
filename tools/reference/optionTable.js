/** A table of the options in a schema. */

const range = ({ min, max, open: [aboveMin, belowMax] }) => {
  if (min === -Infinity && max === Infinity) return ''
  if (max === Infinity) return ` ${aboveMin ? '>' : '≥'} ${min}`
  return ` in ${aboveMin ? '(' : '['}${min}, ${max}${belowMax ? ')' : ']'}`
}

/** What may be given, in words. */
const kinds = {
  number: (descriptor) =>
    `${descriptor.integer ? 'integer' : 'number'}${range(descriptor)}${descriptor.scheduled ? ', or a schedule' : ''}`,
  flag: () => 'boolean',
  choice: ({ choices }) => choices.map((choice) => `\`'${choice}'\``).join(' or '),
  nullable: ({ inner }) => `${described(inner)}, or \`null\``,
  list: ({ inner, single }) => `list of ${described(inner)}${single ? ', or one' : ''}`,
  countRecord: ({ inner }) => `record from counts to ${described(inner)}`,
  record: () => 'record of options',
  schedule: () => 'schedule',
}

const described = (descriptor) => kinds[descriptor.kind]?.(descriptor) ?? descriptor.kind

const cell = (text) => text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ')

/**
 * The table in Markdown, or nothing where every option is positional.
 *
 * @param schema the descriptors of the options
 * @param {ReadonlyMap<string, string>} meanings what the docstrings say of them
 * @param {readonly string[]} positional those that are arguments of their own
 */
export const optionTable = (schema, meanings, positional) => {
  const rows = Object.entries(schema)
    .filter(([name]) => !positional.includes(name))
    .map(([name, descriptor]) => {
      const value = descriptor.required ? 'required' : `\`${JSON.stringify(descriptor.default)}\``
      return [`\`${name}\``, described(descriptor), value, meanings.get(name) ?? '']
    })
  if (rows.length === 0) return undefined
  return [['option', 'what', 'default', 'meaning'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n')
}
