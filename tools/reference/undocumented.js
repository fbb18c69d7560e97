/** Finds the public names that have no docstring. */
import { ReflectionKind } from 'typedoc'

const documented = (reflection) =>
  reflection.hasComment() || (reflection.signatures?.some((signature) => signature.hasComment()) ?? false)

/** Those of the entry points and of the namespaces in them; what is exported twice is documented once. */
export const undocumented = (project) =>
  project
    .getReflectionsByKind(ReflectionKind.Module | ReflectionKind.Namespace)
    .flatMap(({ children = [] }) => children)
    .filter((reflection) => !reflection.kindOf(ReflectionKind.Reference) && !documented(reflection))
    .map((reflection) => reflection.getFriendlyFullName())
