/** Lists that grow for years, cut so that each page stays light: the newest, then whole years. */

export interface Archive<One> {
  /** Newest first. */
  readonly recent: readonly One[]
  /** All, by their years, newest first. */
  readonly years: readonly (readonly [year: string, entries: readonly One[]])[]
}

/** `entries` newest first, each named by its closing Monday. */
export function archiveOf<One extends { readonly edition: string }>(
  entries: readonly One[],
  most: number,
): Archive<One> {
  return {
    recent: entries.slice(0, most),
    years: [...Map.groupBy(entries, ({ edition }) => edition.slice(0, 4))],
  }
}
