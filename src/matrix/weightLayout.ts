/** Which axes of weights are outputs, and which inputs. @module */
import { div, exceptFirst, size, type Axes, type Expr } from '../expr/index.ts'

/** Where the outputs of a layer stand in its weights: along the last axis, or along the first. The other axes are its inputs. */
export type WeightLayout = 'inOut' | 'outIn'

/** All axes but the last: one value per output of an (in, out) kernel. */
const exceptLast: Axes = { name: 'exceptLast', of: (shape) => shape.slice(1).map((_, i) => i) }

/** How many inputs and outputs a leaf has. */
export const fansOf = (layout: WeightLayout): { readonly fanIn: Expr; readonly fanOut: Expr } => {
  const fanIn = size(layout === 'inOut' ? exceptLast : exceptFirst)
  return { fanIn, fanOut: div(size('leaf'), fanIn) }
}

/** The matrix of inputs and outputs that a leaf is. */
export const matrixOf = (
  shape: readonly number[],
  layout: WeightLayout,
): { readonly rows: number; readonly columns: number } => {
  const total = shape.reduce((a, b) => a * b, 1)
  const outputs = (layout === 'inOut' ? shape.at(-1) : shape[0]) ?? 1
  return layout === 'inOut' ? { rows: total / outputs, columns: outputs } : { rows: outputs, columns: total / outputs }
}
