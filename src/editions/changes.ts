/** What differs between the figures of two revisions. */
import type { FigureChange } from '#src/briefing/edition.ts'
import type { Figure } from '#src/market/reading.ts'

/** Figures whose value is another now, that came or that went, by name. */
export function figureChanges(
  old: Readonly<Record<string, Figure>>,
  current: Readonly<Record<string, Figure>>,
): readonly FigureChange[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort()
  return names.flatMap((figure) => {
    const [was, is] = [old[figure], current[figure]]
    if (was?.value === is?.value) return []
    const unit = (is ?? was)?.unit ?? 'word'
    return [{ figure, unit, ...(was && { before: was.value }), ...(is && { after: is.value }) }]
  })
}
