import { plot, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Draws with Observable Plot, outside a browser: the text of an `<svg>` element. */
export const panel = (options: PlotOptions): string => plot({ ...options, document }).outerHTML
