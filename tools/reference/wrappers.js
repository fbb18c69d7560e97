/** Shows a function that carries something beside, an intersection type, as a function. */
import { Converter, ReflectionFlag, ReflectionKind } from 'typedoc'

const declarationOf = ({ type }) =>
  type?.type === 'intersection'
    ? type.types.find((part) => part.type === 'reflection' && part.declaration.signatures)?.declaration
    : undefined

export const wrappers = (app) => {
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable)) {
        const declaration = declarationOf(reflection)
        if (declaration === undefined) continue
        reflection.kind = ReflectionKind.Function
        reflection.setFlag(ReflectionFlag.Const, false)
        reflection.signatures = declaration.signatures
        delete declaration.signatures
        for (const signature of reflection.signatures) {
          signature.name = reflection.name
          signature.parent = reflection
          signature.comment = reflection.comment
        }
        delete reflection.comment
        delete reflection.type
        delete reflection.defaultValue
      }
    },
    100,
  )
}
