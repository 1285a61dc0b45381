/** Characters that no face draws: nothing stands in their place, and a reader misses them. */
import { runsOf } from '#src/charts/runs.ts'
import type { Scene } from '#src/charts/scene.ts'

export function glyphFaults({ items }: Scene): string[] {
  return items.flatMap((item) => {
    if (item.type !== 'text') return []
    const lost =
      [...bare(item.text)].length -
      [
        ...bare(
          runsOf(item.text)
            .map(({ text }) => text)
            .join(''),
        ),
      ].length
    return lost === 0 ? [] : [`${lost} characters of "${item.text}" are in no face`]
  })
}

/** Isolates are no letters. */
function bare(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '')
}
