/** Groups the names of the main entry point by what they are for. */
import { CommentTag, Converter, ReflectionKind } from 'typedoc'

/** By the folder of src in which a name is declared. */
const titles = {
  optimizers: 'Optimizers',
  transforms: 'Transformations',
  chain: 'Composition',
  schedules: 'Schedules',
  compile: 'Running',
  state: 'State',
  inspect: 'Looking inside',
  define: 'Your own rules',
  rule: 'Your own rules',
  options: 'Your own rules',
}

/** What is about something else than its folder. */
const exceptions = { 'src/rule/gradientTransformation.ts': 'Composition' }

export const categoryOrder = [...new Set(Object.values(titles)), '*']

const titleOf = ({ sources }) => {
  const file = sources?.[0]?.fileName ?? ''
  return exceptions[file] ?? titles[/^src\/(\w+)\/\w/.exec(file)?.[1]]
}

export const categories = (app) => {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const modules = project.getChildrenByKind(ReflectionKind.Module)
    const main = modules.find(({ sources: [{ fileName }] }) => fileName === 'src/index.ts')
    for (const reflection of main.children) {
      const title = titleOf(reflection)
      const comment = reflection.comment ?? reflection.signatures?.[0]?.comment
      // A name without a docstring is reported, not filed.
      if (title === undefined || comment === undefined) continue
      comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: title }]))
    }
  })
}
