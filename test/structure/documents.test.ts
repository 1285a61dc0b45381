/** What the documents tell people to run is there, and every measured figure names the command that measures it. */
import { describe, expect, it } from 'vitest'
import { filesIn, jsonOf, textOf } from './files.ts'

const { scripts } = jsonOf('package.json') as { scripts: Readonly<Record<string, string>> }
const benches = /BENCHES[^{]*= \{([^}]*)\}/.exec(textOf('bench/run.ts'))?.[1] ?? ''
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesIn(['docs'], '.md')]

describe('the documents', () => {
  it.each(documents)('%s names only scripts that there are', (path) => {
    const named = [...textOf(path).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })
})

describe('the measured figures', () => {
  const rows = textOf('docs/measured.md')
    .split('\n')
    .filter((line) => /^\| (?!figure )/.test(line))

  it('are there', () => {
    expect(rows.length).toBeGreaterThan(10)
  })

  it.each(
    rows.map(cellsOf),
  )('%s: measured by a command that there is', (_figure, documented, _limit, command, ...more) => {
    expect(more).toEqual([])
    expect(documented).toMatch(/\d/)
    const [, name = '', bench] = /^`npm run ([\w:-]+)(?: -- (\w+))?`$/.exec(command ?? '') ?? []
    expect(scripts).toHaveProperty([name])
    if (name === 'bench') expect(benches).toMatch(new RegExp(`\\b${bench}:`))
  })
})

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())
}
