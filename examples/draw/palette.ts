/** Colours that people with any kind of colour vision can tell apart (Okabe and Ito), readable on white. */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const

/** Lines that stand back. */
export const faint = '#c8ccd0'

/** Text and axes. */
export const ink = '#1f2328'

/** The colour at a place, starting over at the end. */
export const colourAt = (place: number): string => palette[place % palette.length] ?? ink
