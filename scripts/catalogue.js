/**
 * Write docs/catalogue.md, every transformation, optimizer and schedule on one page, from the catalogue and the docstrings.
 *
 *   node scripts/catalogue.js           writes it
 *   node scripts/catalogue.js --check   exits with 1 when it is not what would be written
 */
import { readdirSync, readFileSync } from 'node:fs'
import { rolldown } from 'rolldown'
import { generated } from './generated.js'

const root = new URL('../', import.meta.url)
const bundled = new URL('build/catalogue/', root)

const bundle = await rolldown({
  cwd: root.pathname,
  input: ['src/catalogue/catalogue.ts', 'src/catalogue/schedules.ts', 'src/define/formula.ts'],
})
await bundle.write({ dir: bundled.pathname, entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' })
const load = (name) => import(new URL(`${name}.mjs`, bundled))
const { catalogue } = await load('catalogue')
const { scheduleCatalogue } = await load('schedules')
const { formula } = await load('formula')

const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
const sourceOf = (name) => `src/${sources.find((file) => file.endsWith(`/${name}.ts`))}`

/** The first sentence of the docstring above a factory. */
const firstSentence = (name) => {
  const source = readFileSync(new URL(sourceOf(name), root), 'utf8')
  const above = source.slice(0, source.indexOf(`export const ${name} =`))
  const docstring = above.slice(above.lastIndexOf('/**'))
  const lines = docstring.replaceAll(/^[/ ]\*+[ /]?/gm, '').trim()
  const paragraph = lines.split(/\n\s*\n/, 1)[0].replaceAll('\n', ' ')
  return (/^.*?[.:](?= [A-Z]|$)/.exec(paragraph)?.[0] ?? paragraph).replace(/:$/, '.')
}

/** The equations of all links, but for the counts, which go up by one in each. */
const equations = ({ make, examples: [options] }) => {
  const lines = formula(make.fromOptions(options))
    .split('\n')
    .filter((line) => !line.endsWith("count' = count + 1"))
  const links = lines.filter((line) => !line.startsWith(' '))
  // Several links are told apart by their names; one is named already.
  return (links.length === 1 ? lines.slice(1) : lines).map((line) => `\`${line.trim()}\``)
}

/** Authors and year, linked where there is an address. */
const origin = ({ paper }) => paper.replaceAll(/([^;]+), (https:[^\s;]+)/g, '[$1]($2)')

const tableRow = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`

const table = (rows, more) => {
  const cells = rows.map((row) => {
    const { factoryName: name } = row.make
    return [`[${name}](../${sourceOf(name)})`, [firstSentence(name), ...more(row)].join('<br>'), origin(row)]
  })
  return [['name', 'what it does', 'from'], ['---', '---', '---'], ...cells].map(tableRow).join('\n')
}

const ofKind = (wanted) => catalogue.filter(({ kind }) => kind === wanted)

const text = `<!-- Written by scripts/catalogue.js from the catalogue and the docstrings; do not edit. -->

# Catalogue

Every transformation, optimizer and schedule. The equations are those that run: \`formula\` prints them from the rule, for one
element; a prime marks what holds after the step, and a count that goes up by one is left out. A name leads to its source, with
options, state and an example.

## Transformations

${table(ofKind('transformation'), equations)}

## Optimizers

${table(ofKind('optimizer'), equations)}

## Schedules

A schedule is a function from the count of steps to a number; any hyperparameter takes one.

${table(scheduleCatalogue, () => [])}
`

generated('docs/catalogue.md', text, 'node scripts/catalogue.js')
