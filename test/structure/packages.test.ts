/** Every package has one home, every used one is declared, and the environment is read in one file. */
import { describe, expect, it } from 'vitest'
import { codeOf, filesIn, importsOf, jsonOf, textOf } from './files.ts'

/** Where a package may be imported: beginnings of paths. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  ccxt: ['src/sources/'],
  'discord.js': ['src/platforms/discord/'],
  'discord-api-types': ['src/platforms/discord/'],
  grammy: ['src/platforms/telegram/'],
  '@grammyjs/auto-retry': ['src/platforms/telegram/'],
  pino: ['src/log.ts'],
  'prom-client': ['src/health/'],
  'node-cron': ['src/schedules/'],
  hono: ['src/http.ts', 'src/health/', 'src/platforms/', 'src/site/'],
  '@hono/node-server': ['src/http.ts'],
  'quickchart-js': ['src/charts/'],
  '@napi-rs/canvas': ['src/charts/'],
  '@expo-google-fonts/noto-sans-jp': ['src/charts/'],
  i18next: ['src/i18n/'],
  'd3-hierarchy': ['src/charts/layout/'],
  esbuild: ['src/site/'],
  papaparse: ['src/sources/dataset/'],
  'get-east-asian-width': ['src/platforms/'],
  'node:sqlite': ['src/store/'],
  pg: ['src/store/'],
  kysely: ['src/store/'],
  'pg-boss': ['src/queue/'],
  // Wherever something enters from outside.
  valibot: ['src/chat/', 'src/menus/', 'src/platforms/', 'src/sources/'],
}

/** Tools that are run, not imported. */
const TOOLS = [
  '@biomejs/biome',
  '@types/node',
  '@types/d3-hierarchy',
  '@types/papaparse',
  '@types/pg',
  'node',
  'typescript',
  'vitest',
]

const sources = filesIn(['src', 'commands'])
const uses = sources.flatMap((file) =>
  importsOf(file).flatMap(({ name, target }) =>
    target === undefined ? [{ file, name: packageOf(name) }] : [],
  ),
)
const {
  dependencies = {},
  devDependencies = {},
  optionalDependencies = {},
} = jsonOf('package.json') as Record<string, Record<string, string>>

describe('packages', () => {
  it('are imported at home alone', () => {
    const abroad = uses
      .filter(({ file, name }) => HOMES[name]?.some((home) => file.startsWith(home)) === false)
      .map(({ file, name }) => `${file} imports ${name}`)
    expect(abroad).toEqual([])
  })

  it('all have a home, but what Node brings', () => {
    const homeless = uses.filter(({ name }) => !name.startsWith('node:') && !(name in HOMES))
    expect(homeless).toEqual([])
  })

  it('are declared where they are used', () => {
    const undeclared = uses
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('node:') && !(name in dependencies))
    expect([...new Set(undeclared)]).toEqual([])
  })

  it('are used where they are declared', () => {
    // Fonts are resolved as files, not imported: a package counts where its name stands in the code.
    const code = sources.map(codeOf).join('\n')
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    expect(names.filter((name) => !code.includes(name))).toEqual([])
  })

  it('for development are used in tests, benches or scripts', () => {
    const files = filesIn(['test', 'bench', 'data/simulate'])
    const code = [...files, 'vitest.config.ts'].map(textOf).join('\n')
    const idle = Object.keys(devDependencies).filter(
      (name) => !TOOLS.includes(name) && !code.includes(`'${name}`),
    )
    expect(idle).toEqual([])
  })

  it('are pinned to one version each', () => {
    const loose = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
    )
    expect(loose).toEqual([])
  })
})

describe('the environment', () => {
  it('is read in src/config.ts alone', () => {
    const readers = sources.filter((file) => /process\.env|import\.meta\.env/.test(codeOf(file)))
    expect(readers.filter((file) => file !== 'src/config.ts')).toEqual([])
  })

  it('is named by its settings alone', () => {
    const settings = [...textOf('src/config.ts').matchAll(/name: '([A-Z_]+)'/g)].map((match) => match[1])
    const read = [...codeOf('src/config.ts').matchAll(/text\('([A-Z_]+)'\)/g)].map((match) => match[1])
    expect(read.filter((name) => !settings.includes(name))).toEqual([])
  })
})

/** `@scope/name` or `name` of an import that may go deeper. */
function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  const parts = name.split('/')
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? name)
}
