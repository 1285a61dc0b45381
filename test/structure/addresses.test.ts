/** Two rules: an address is cut and joined in one file, and code asks what a platform can do, not which it is. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filesIn } from './files.ts'

/** The one file that knows how the text of an address is made. */
const ADDRESS = 'src/chat/address.ts'

/** Folders whose code holds addresses. What stands at a colon elsewhere is a word's key, a week or a time. */
const HOLDERS =
  /^(?:commands|src\/(?:app|bot|chat|delivery|editions|health|menus|platforms|queue|schedules|store)(?:\/|\.ts$))/

/** Ways to cut a text at its colons, or to look at what stands before the first. */
const CUTS: readonly RegExp[] = [
  /\.(?:split|indexOf|lastIndexOf)\((['"`]):\1/,
  /\.(?:split|search)\(\/[\^[]*:/,
  /(?:startsWith|endsWith|includes|split|replace|replaceAll)\((['"`])(?:discord|telegram|preview|terminal|member):/,
  /(['"`])(?:discord|telegram|preview|terminal|member):\1\.length/,
  /\/\^\(?(?:\?:)?(?:discord|telegram|preview|terminal)\b/,
]

/** Ways to join one. `discord:left.full` is a word's key: a dot follows the name there. */
const JOINS: readonly RegExp[] = [
  /`(?:member:)?(?:discord|telegram|preview|terminal):(?:[a-z]+:)?\$\{(?!infer )/,
  /`(?:member:)?\$\{[\w.]*[pP]latform\}:/,
]

/** Lines that cut at a colon and have no address before them, each by a piece of its text. */
const NO_ADDRESS: readonly (readonly [file: string, piece: string])[] = [
  // `indices:volatility.rank`: the key of a word.
  ['src/bot/answer/claimwords.ts', "key.slice(key.indexOf(':') + 1)"],
]

/** Where a platform is itself: its own folder, the place that joins all, and the operator's settings and hints. */
const NAMERS = /^src\/(?:app\.ts|app\/|platforms\/|config\.ts|config\/|cli\/|chat\/platform\.ts)/
/** Names in the place of a word's namespace. */
const NAMESPACES = ['src/i18n/sentences.ts', 'src/i18n/keys.ts']

/** Ways to ask which platform it is. */
const COMPARISONS: readonly RegExp[] = [
  /[pP]latform\w*\)?\s*[!=]==?\s*['"`]/,
  /['"`](?:discord|telegram|terminal)['"`]\s*[!=]==?/,
  /[!=]==?\s*['"`](?:discord|telegram|terminal)['"`]/,
  /case ['"`](?:discord|telegram|terminal)['"`]/,
  /['"`]platform['"`],\s*['"`](?:=|!=|in)['"`],\s*[['"`]/,
  /(?:includes|has)\(['"`](?:discord|telegram|terminal)['"`]\)/,
  /['"`](?:discord|telegram|terminal)['"`]/,
]

const files = filesIn(['src', 'commands'])

/** Lines of files that one of the patterns is in, without comments. */
function linesWith(patterns: readonly RegExp[], wanted: (file: string) => boolean): string[] {
  return files.filter(wanted).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.replace(/^\s*(?:\/\*\*|\*|\/\/).*$/, '').replace(/\s\/\/ .*$/, ''))
      .flatMap((line, index) =>
        patterns.some((pattern) => pattern.test(line)) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  )
}

describe('addresses', () => {
  it('finds what it forbids', () => {
    const cut = [
      "target.slice(0, target.indexOf(':'))",
      "owner.split(':')[0]",
      "owner.startsWith('preview:')",
      'target.split(/:/)',
      "target.replace('discord:', '')",
      "target.slice('telegram:'.length)",
    ]
    const joined = [`\`telegram:\${by}\``, `\`discord:guild:\${id}\``, `\`member:\${whose.platform}:\${id}\``]
    const compared = ["platform === 'preview'", "where('platform', '=', 'discord')", "case 'telegram':"]
    expect(cut.filter((line) => !CUTS.some((one) => one.test(line)))).toEqual([])
    expect(joined.filter((line) => !JOINS.some((one) => one.test(line)))).toEqual([])
    expect(compared.filter((line) => !COMPARISONS.some((one) => one.test(line)))).toEqual([])
    expect(linesWith([...CUTS, ...JOINS], (file) => file === ADDRESS).length).toBeGreaterThan(0)
  })

  it('are cut in one file', () => {
    const cuts = linesWith(CUTS, (file) => HOLDERS.test(file) && file !== ADDRESS)
    const known = NO_ADDRESS.map(([file, piece]) =>
      cuts.findIndex((one) => one.startsWith(file) && one.includes(piece)),
    )
    expect(known, 'an exception that is not needed').not.toContain(-1)
    expect(cuts.filter((_, index) => !known.includes(index))).toEqual([])
  })

  it('are joined in one file', () => {
    expect(linesWith(JOINS, (file) => HOLDERS.test(file) && file !== ADDRESS)).toEqual([])
  })
})

describe('platforms', () => {
  it('are asked what they can do, and compared by name only where they are themselves', () => {
    expect(linesWith(COMPARISONS, (file) => !NAMERS.test(file) && !NAMESPACES.includes(file))).toEqual([])
  })
})
