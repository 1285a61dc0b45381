/** What each file of src is held to: its length, its beginning, its name, nothing left for later. */
import { describe, expect, it } from 'vitest'
import { codeOf, filesIn, jsonOf, textOf } from './files.ts'

const sources = filesIn(['src'])

describe('every file of src', () => {
  it('has at most 320 lines', () => {
    const long = sources.filter((path) => textOf(path).trimEnd().split('\n').length > 320)
    expect(long).toEqual([])
  })

  it('begins by saying what it is', () => {
    const silent = filesIn(['src', 'commands', 'bench']).filter(
      (path) => !/^(?:#!.*\n)?\/\*\*/.test(textOf(path)),
    )
    expect(silent).toEqual([])
  })

  it('has a name of the field', () => {
    const vague = filesIn(['src', 'commands']).filter((path) =>
      /(?:^|\/)(?:utils?|helpers?|types|common)(?:\.ts$|\/)/i.test(path),
    )
    expect(vague).toEqual([])
  })

  it('leaves nothing for later and hides nothing from the compiler', () => {
    const sloppy = filesIn(['src', 'commands', 'bench', 'data/simulate']).filter((path) =>
      /\b(?:TODO|FIXME|XXX)\b|@ts-(?:ignore|nocheck|expect-error)|biome-ignore|: any\b|as any\b/.test(
        textOf(path),
      ),
    )
    expect(sloppy).toEqual([])
  })

  it('knows nothing of the sample: neither its dates nor its place', () => {
    const { to, from } = jsonOf('data/sample/dataset.json') as { from: string; to: string }
    const dates = [from, to].map((time) => time.slice(0, 10))
    // The example of a date in an error message is no knowledge of the sample.
    const knowing = sources
      .filter((path) => path !== 'src/config.ts' && path !== 'src/cli/brief.ts')
      .filter(
        (path) => codeOf(path).includes('data/sample') || dates.some((day) => usesDay(codeOf(path), day)),
      )
    expect(knowing).toEqual([])
  })
})

function usesDay(code: string, day: string): boolean {
  return code.includes(day) && !/example|EXAMPLES/i.test(code)
}
