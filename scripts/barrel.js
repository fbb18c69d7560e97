/**
 * Write src/index.ts, the main entry, from the folders that it gathers.
 *
 *   node scripts/barrel.js           writes it
 *   node scripts/barrel.js --check   exits with 1 when it is not what would be written
 */
import { readdirSync, readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { generated } from './generated.js'

const source = new URL('../src/', import.meta.url)
const target = new URL('index.ts', source)

/** Folders of which every file is public. */
const folders = ['transforms', 'optimizers', 'chain']

/** Files all of whose exports are public. */
const files = [
  'define/formula',
  'define/recipe',
  'define/transformation',
  'define/withEngine',
  'inspect/explain',
  'inspect/formatExplanation',
  'inspect/traceStep',
  'state/currentLearningRate',
  'state/currentStep',
  'state/mapParams',
  'state/resetCounts',
  'state/statePlace',
  'state/treeGet',
  'state/treeGetAll',
  'state/treeSet',
]

/** Indexes, and their public exports where not all are. Trees, expressions and specs have entry points of their own. */
const indexes = {
  'define/measure': ['type Measure'],
  'schedules/index': undefined,
  'compile/index': ['compile', 'type CompileOptions', 'type EngineName', 'type Run', 'type Snapshot', 'type Views'],
  'rule/index': undefined,
  'options/number': undefined,
  'options/choices': undefined,
  // Declarations of transformations elsewhere name the descriptors of their options.
  'options/descriptor': [
    'type ChoiceDescriptor',
    'type CountFunction',
    'type CountRecordDescriptor',
    'type Descriptor',
    'type FlagDescriptor',
    'type Given',
    'type LabelsDescriptor',
    'type ListDescriptor',
    'type MaskDescriptor',
    'type NullableDescriptor',
    'type NumberDescriptor',
    'type RecordDescriptor',
    'type Resolved',
    'type ScheduleDescriptor',
    'type Schema',
    'type TransformationDescriptor',
    'type TransformationsDescriptor',
  ],
  'pytree/index': [
    'applyUpdates',
    'globalNorm',
    'incrementalUpdate',
    'patternsFor',
    'periodicUpdate',
    'tensor',
    'type Tensor',
  ],
  'errors/OptfuseError': undefined,
}

const namesIn = (folder) =>
  readdirSync(new URL(`${folder}/`, source))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.slice(0, -'.ts'.length)}`)
    .sort()

/** What a file declares and exports, types marked as such. */
const exportsOf = (file) => {
  const text = readFileSync(new URL(`${file}.ts`, source), 'utf8')
  const declared = [...text.matchAll(/^export (?:(const|class|function)|interface|type) (\w+)/gm)]
  return declared.map(([, value, name]) => (value ? name : `type ${name}`))
}

/** Values first, then types, each by name; a name that is both is a value. */
const ordered = (names) =>
  [...new Set(names)]
    .filter((name) => !(name.startsWith('type ') && names.includes(name.slice('type '.length))))
    .sort((a, b) => Number(a.startsWith('type ')) - Number(b.startsWith('type ')) || (a < b ? -1 : 1))

const line = (file, names) => `export { ${ordered(names).join(', ')} } from './${file}.ts'`

const text = [
  '/** Optimizers as chains of update rules. @module */',
  '// Written by scripts/barrel.js; do not edit.',
  ...[...folders.flatMap(namesIn), ...files].map((file) => line(file, exportsOf(file))),
  ...Object.entries(indexes).map(([file, names]) =>
    names === undefined ? `export * from './${file}.ts'` : line(file, names),
  ),
].join('\n')

const path = target.pathname
const written = await format(text, { ...(await resolveConfig(path)), filepath: path })

generated('src/index.ts', written, 'node scripts/barrel.js')
