/**
 * Shows a factory of transformations or of schedules as the function that it is to its callers, with a table of its options.
 * What an option means is in the sources; its range and its default are in the schema that the factory carries.
 */
import {
  CommentTag,
  Converter,
  ParameterReflection,
  ReferenceType,
  ReflectionFlag,
  ReflectionKind,
  SignatureReflection,
} from 'typedoc'
import ts from 'typescript'
import { optionTable } from './optionTable.js'

/** What the calls of a factory give, by the name of the factory's type. */
const gives = { Factory: 'GradientTransformation', ScheduleFactory: 'SpecifiedSchedule' }

const reference = (target, project) => ReferenceType.createResolvedReference(target.name, target, project)

const isFactory = ({ type }) => type?.type === 'reference' && type.name in gives

/** The options have a type of their own, called after the factory, which says more than what it is an alias of. */
const optionsOf = (reflection) => {
  const wanted = `${reflection.name}Options`.toLowerCase()
  return reflection.parent.children.find(({ name }) => name.toLowerCase() === wanted)
}

const asFunction = (reflection, project, schema) => {
  const [{ elements }, ...others] = reflection.type.typeArguments
  for (const each of others) project.removeTypeReflections(each)
  const positional = elements.map(({ name }) => name)
  const rest = Object.keys(schema).filter((name) => !positional.includes(name))
  const options = optionsOf(reflection)
  const signature = new SignatureReflection(reflection.name, ReflectionKind.CallSignature, reflection)
  signature.parameters = elements.map(({ name, element }) => {
    const made = new ParameterReflection(name, ReflectionKind.Parameter, signature)
    const settled = name in schema ? [name] : rest
    made.type = name in schema || options === undefined ? element : reference(options, project)
    made.setFlag(
      ReflectionFlag.Optional,
      settled.every((each) => !schema[each].required),
    )
    return made
  })
  const result = project
    .getReflectionsByKind(ReflectionKind.Interface)
    .find(({ name }) => name === gives[reflection.type.name])
  signature.type = reference(result, project)
  signature.comment = reflection.comment
  signature.sources = reflection.sources
  project.registerReflection(signature, undefined, undefined)
  for (const each of signature.parameters) project.registerReflection(each, undefined, undefined)
  reflection.kind = ReflectionKind.Function
  reflection.setFlag(ReflectionFlag.Const, false)
  reflection.signatures = [signature]
  delete reflection.comment
  delete reflection.type
  delete reflection.defaultValue
  return signature
}

const textOf = (comment) => (comment?.summary ?? []).map(({ text }) => text).join('')

/** What the docstrings say of the options, by their names: in the schema, or in the type that the options have. */
const meanings = (checker, symbol, options) => {
  const schema = checker.getTypeOfSymbol(checker.getTypeOfSymbol(symbol).getProperty('schema'))
  const inSchema = schema
    .getProperties()
    .map((option) => [option.name, ts.displayPartsToString(option.getDocumentationComment(checker))])
  const inType = (options?.children ?? []).map(({ name, comment }) => [name, textOf(comment)])
  return new Map([...inSchema, ...inType])
}

const addTable = (comment, table) => {
  const tag = new CommentTag('@options', [{ kind: 'text', text: table }])
  const parameters = comment.blockTags.findLastIndex(({ tag: name }) => name === '@param')
  comment.blockTags.splice(parameters + 1, 0, tag)
}

/** @param {ReadonlyMap<string, object>} library what each entry point exports, by its source */
export const factories = (app, library) => {
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    (context) => {
      const { project, programs } = context
      const checker = programs[0].getTypeChecker()
      for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable).filter(isFactory)) {
        const symbol = context.getSymbolFromReflection(reflection)
        const options = optionsOf(reflection)
        const { schema } = library.get(reflection.parent.sources[0].fullFileName)[reflection.name]
        const signature = asFunction(reflection, project, schema)
        const positional = signature.parameters.map(({ name }) => name)
        const table = optionTable(schema, meanings(checker, symbol, options), positional)
        if (table === undefined || signature.comment === undefined) continue
        addTable(signature.comment, table)
        if (options?.kind === ReflectionKind.TypeAlias && options.comment) addTable(options.comment, table)
      }
    },
    // Before the categories are given, for they go where the comment is.
    100,
  )
}
