/** Widths of words as pictures are painted. */
import { createPainter } from '#src/charts/paint.ts'

export const { measure } = await createPainter()
