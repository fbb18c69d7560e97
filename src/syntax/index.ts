/** Transformations and formulas as text: calls and equations, read without running them as a program. @module */
export { equationsOf } from './equationsOf.ts'
export { transformationOf, type TransformationOfOptions } from './transformationOf.ts'
