/** Widths of words as pictures are painted. */
import { createMeasure } from '#src/charts/measure.ts'

export const measure = await createMeasure()
