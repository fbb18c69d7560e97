/**
 * Writes the API reference, HTML with a search, from the docstrings into build/reference: `npm run docs`. Exits with 1 for
 * a public name without a docstring, and for a link that leads nowhere.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Application } from 'typedoc'
import { categories, categoryOrder } from './reference/categories.js'
import { factories } from './reference/factories.js'
import { sourceLinks } from './reference/sourceLinks.js'
import { undocumented } from './reference/undocumented.js'
import { wrappers } from './reference/wrappers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entries = Object.keys(exports).filter((entry) => !entry.endsWith('.json'))

const app = await Application.bootstrap({
  name: 'optfuse',
  entryPoints: entries.map((entry) => join(root, 'src', entry, 'index.ts')),
  tsconfig: join(root, 'tsconfig.build.json'),
  basePath: root,
  displayBasePath: root,
  readme: join(root, 'README.md'),
  projectDocuments: ['docs/*.md', 'examples/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((file) =>
    join(root, file),
  ),
  router: 'structure',
  outputs: [{ name: 'html', path: join(root, 'build', 'reference') }],
  categorizeByGroup: false,
  categoryOrder,
  sort: ['kind', 'alphabetical'],
  kindSortOrder: ['Module', 'Document', 'Function', 'Variable', 'Class', 'Interface', 'TypeAlias'],
  navigation: { includeCategories: true, includeGroups: false },
  excludeExternals: true,
  // The compiler has its own check, of everything.
  skipErrorChecking: true,
  validation: { notDocumented: false, invalidLink: true, notExported: false, rewrittenLink: true },
  logLevel: 'Warn',
})

categories(app)
const library = entries.map(async (entry) => [
  join(root, 'src', entry, 'index.ts'),
  await import(join(root, 'dist', entry, 'index.js')),
])
factories(app, new Map(await Promise.all(library)))
wrappers(app)
sourceLinks(app)

const project = await app.convert()
if (project === undefined) process.exit(1)
// A module is called what it is imported as.
for (const module of project.children)
  module.name = join('optfuse', dirname(relative('src', module.sources[0].fileName)))
// What the conversion warns of is about names of parameters; what the validation does, about links that lead nowhere.
const warned = app.logger.warningCount
app.validate(project)
if (app.logger.warningCount > warned) process.exitCode = 1
for (const name of undocumented(project)) app.logger.error(`${name} has no docstring`)
await app.generateOutputs(project)
if (app.logger.hasErrors()) process.exitCode = 1
