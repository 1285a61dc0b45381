/** Rows for people to read, in the files that they ask for. */

/** A row as people read it: what is JSON as such, instants as text, without what is empty. */
export function plain(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => {
        if (name.endsWith('_json')) return [name.slice(0, -5), JSON.parse(String(value)) as unknown]
        const isInstant = typeof value === 'number' && /(?:^|_)(?:at|since|after|until)$/.test(name)
        return [name, isInstant ? new Date(value).toISOString() : value]
      }),
  )
}
