import { ink } from './palette.ts'

/** A picture placed in a figure; `x` and `y` in pixels from its top left corner. */
export type Placed = { readonly x: number; readonly y: number; readonly svg: string }

/** A line of the legend. */
export type LegendEntry = { readonly label: string; readonly colour: string; readonly dash?: string }

export type FigureOptions = {
  readonly title: string
  readonly subtitle: string
  readonly width: number
  readonly height: number
  readonly legend?: readonly LegendEntry[]
  readonly panels: readonly Placed[]
}

/** Where the panels may begin, in pixels from the top: below title, subtitle and legend. */
export const TOP = 108

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const MARGIN = 24
const LETTER = 8.5 // more than the width of a letter at 13 pixels

const legendRow = (entries: readonly LegendEntry[]): string => {
  let x = MARGIN
  return entries
    .map(({ label, colour, dash }) => {
      const line = `<line x1="${x}" x2="${x + 22}" y1="84" y2="84" stroke="${colour}" stroke-width="3"${
        dash === undefined ? '' : ` stroke-dasharray="${dash}"`
      }/>`
      const text = `<text x="${x + 28}" y="88.5" font-size="13" fill="${ink}">${escape(label)}</text>`
      x += 28 + label.length * LETTER + 16
      return line + text
    })
    .join('')
}

/** A whole picture on white, with title and legend, as the text of an SVG file. */
export const figure = ({ title, subtitle, width, height, legend = [], panels }: FigureOptions): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
      ` font-family="system-ui, sans-serif" color="${ink}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${MARGIN}" y="36" font-size="20" font-weight="600" fill="${ink}">${escape(title)}</text>`,
    `<text x="${MARGIN}" y="58" font-size="13" fill="#57606a">${escape(subtitle)}</text>`,
    legendRow(legend),
    ...panels.map(({ x, y, svg }) => `<g transform="translate(${x},${y})">${svg}</g>`),
    '</svg>',
    '',
  ].join('\n')
