/** Who may import whom: the architecture as a table, held against every import there is. */
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exists, filesIn, folderOf, importsOf, isSource } from './files.ts'

/** A folder's list; every folder may also import from itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // A command joins what its topic has in every folder: reading, section, chart. It does nothing else.
  commands: 'bot briefing charts chat editions i18n market menus services'.split(' '),
  // Messages with controls of their own: schedules, settings, privacy, and notices to moderators.
  menus: 'alerts bot chat briefing schedules services i18n market'.split(' '),
  bot: 'alerts chat briefing charts editions services schedules i18n market'.split(' '),
  schedules: ['chat', 'briefing', 'editions', 'delivery', 'store', 'i18n', 'market'],
  editions: ['briefing', 'chat', 'services', 'store', 'i18n', 'market'],
  briefing: ['chat', 'charts', 'services', 'i18n', 'market'],
  charts: ['services', 'i18n', 'market'],
  services: ['metrics', 'market'],
  collector: ['sources', 'store', 'market'],
  delivery: ['chat', 'store'],
  // What pages of both kinds run in a browser: elements, and a chart that answers to its reader.
  browser: ['charts'],
  // What members wait for: judged, and gathered into messages.
  alerts: 'briefing chat delivery market metrics services store'.split(' '),
  // Editions as pages: they are all that it reads.
  site: ['briefing', 'browser', 'charts', 'chat', 'editions', 'i18n', 'market'],
  queue: ['store'],
  health: [],
  // What the platforms lay out alike: widths, tables, where a text may be parted.
  'platforms/layout': ['chat'],
  'platforms/markdown': ['chat'],
  'platforms/terminal': ['chat', 'platforms/layout'],
  'platforms/discord': ['chat', 'i18n', 'platforms/layout'],
  'platforms/telegram': ['chat', 'i18n', 'platforms/layout'],
  // The preview shows what the two platforms would: their render.ts alone, checked below. Its page draws the charts.
  'platforms/preview': 'browser chat charts i18n platforms/discord platforms/telegram'.split(' '),
  store: ['chat', 'market'],
  sources: ['market'],
  metrics: ['market'],
  i18n: ['market'],
  market: [],
  // The languages that there are: locale.ts alone, checked below.
  chat: ['i18n'],
  cli: 'briefing charts chat editions i18n market platforms/layout platforms/markdown platforms/terminal site sources'.split(
    ' ',
  ),
  main: ['run'],
  run: ['app', 'cli', 'config', 'i18n'],
  app: ['*'],
  // Names alone: settings are read before any supplier's code is loaded.
  config: ['sources'],
  errors: [],
  clock: [],
  distance: [],
  folder: [],
  log: [],
  outage: [],
  http: [],
  siteaddress: [],
}

/** What everything may import. */
const BY_ALL = ['errors', 'clock', 'distance', 'folder', 'log', 'http', 'outage', 'siteaddress']

/** Folders of which another sees the shapes alone, never code that runs. */
const TYPES_ONLY: readonly (readonly [from: string, to: string])[] = [
  ['briefing', 'services'],
  ['charts', 'services'],
  ['bot', 'charts'],
]

/** The bot's folders in the order of a request: each imports from those before it, and the router from all. */
const IN_ORDER = ['arguments', 'request', 'answer'].map((folder) => `src/bot/${folder}/`)

const files = filesIn(['src', 'commands'])
const edges = files.flatMap((file) => importsOf(file).map((one) => ({ file, ...one })))
/** Imports of the program's own files. */
const own = edges.flatMap(({ target, ...edge }) => (isSource(target) ? [{ ...edge, target }] : []))

describe('imports', () => {
  it('finds the files and their imports', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(edges.length).toBeGreaterThan(files.length)
  })

  it('has a rule for every folder', () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
  })

  it('points only where the table allows', () => {
    const forbidden = own.filter(({ file, target }) => {
      const [folder, other] = [folderOf(file), folderOf(target)]
      const list = MAY_IMPORT[folder] ?? []
      return !(other === folder || list.includes(other) || list.includes('*') || BY_ALL.includes(other))
    })
    expect(listed(forbidden)).toEqual([])
  })

  it('uses all that the table allows', () => {
    const idle = Object.entries(MAY_IMPORT).flatMap(([folder, list]) =>
      list
        .filter((other) => other !== '*')
        .filter(
          (other) => !own.some((one) => folderOf(one.file) === folder && folderOf(one.target) === other),
        )
        .map((other) => `${folder} imports nothing of ${other}`),
    )
    expect(idle).toEqual([])
  })

  it('takes only shapes from where only shapes are allowed', () => {
    const running = own
      .filter(({ typeOnly }) => !typeOnly)
      .filter(({ file, target }) =>
        TYPES_ONLY.some(([from, to]) => folderOf(file) === from && folderOf(target) === to),
      )
    expect(listed(running)).toEqual([])
  })

  it('follows a request through the bot: what was typed, what is asked, what is answered', () => {
    const placeOf = (path: string) => IN_ORDER.findIndex((folder) => path.startsWith(folder))
    const back = own.filter(({ file, target }) => placeOf(file) >= 0 && placeOf(target) > placeOf(file))
    expect(IN_ORDER.filter((folder) => !files.some((file) => file.startsWith(folder)))).toEqual([])
    expect(listed(back)).toEqual([])
  })

  it('lets the settings see nothing of sources but their names', () => {
    const seen = own
      .filter(({ file, target }) => folderOf(file) === 'config' && folderOf(target) === 'sources')
      .filter(({ target }) => target !== 'src/sources/names.ts')
    expect(listed(seen)).toEqual([])
    expect(importsOf('src/sources/names.ts')).toEqual([])
  })

  it('lets requests know which languages there are, and no words', () => {
    const seen = own.filter(({ file, target }) => folderOf(file) === 'chat' && folderOf(target) === 'i18n')
    expect(listed(seen.filter(({ target }) => target !== 'src/i18n/locale.ts'))).toEqual([])
    expect(importsOf('src/i18n/locale.ts')).toEqual([])
  })

  it('lets the preview see nothing of its peers but how they render', () => {
    const seen = own
      .filter(({ file }) => folderOf(file) === 'platforms/preview')
      .filter(
        ({ target }) => /platforms\/(discord|telegram)\//.test(target) && !target.endsWith('/render.ts'),
      )
    expect(listed(seen)).toEqual([])
  })

  it('writes #src across folders, and relative paths within the same one', () => {
    // Between a folder and its own subfolders either is right, and files at the top of src join all below.
    const wrong = own
      .filter(({ file }) => /^src\/.+\//.test(file))
      .filter(({ file, name, target }) =>
        name.startsWith('.') ? folderOf(file) !== folderOf(target) : dirname(file) === dirname(target),
      )
    expect(listed(wrong)).toEqual([])
  })

  it('names only files that exist, with their ending', () => {
    const lost = edges.filter(({ target }) => target !== undefined && !exists(target))
    expect(listed(lost)).toEqual([])
  })

  it('has no cycles between files, types included: what two files share has a file of its own', () => {
    const graph = new Map(
      files.map((file) => [file, own.filter((one) => one.file === file).map(({ target }) => target)]),
    )
    expect(cyclesIn(graph)).toEqual([])
  })
})

function listed(imports: readonly { readonly file: string; readonly name: string }[]): string[] {
  return imports.map(({ file, name }) => `${file} imports ${name}`)
}

function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      cycles.push([...path.slice(at), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return cycles
}
