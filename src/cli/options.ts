/** Options of a command line, read by Node's own `parseArgs`; what they may be is for each command to say. */
import { parseArgs } from 'node:util'

/** One word or option of a command line, in the order given. */
export type Given =
  | {
      readonly kind: 'option'
      /** As it is listed, with its dashes: `--lang`. */
      readonly option: string
      /** Undefined where the line ends behind it. */
      readonly value: string | undefined
    }
  /** Nothing that is listed; without what stands behind `=`. */
  | { readonly kind: 'unknown'; readonly option: string }

/** `valued` and `flags` are listed with their dashes; `short` names a flag by one letter. */
export function readOptions(
  words: readonly string[],
  listed: {
    readonly valued: readonly string[]
    readonly flags?: Readonly<Record<string, { readonly short: string }>>
  },
): Given[] {
  const { valued, flags = {} } = listed
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries([
      ...valued.map((option) => [nameOf(option), { type: 'string' as const }]),
      ...Object.entries(flags).map(([option, { short }]) => [
        nameOf(option),
        { type: 'boolean' as const, short },
      ]),
    ]),
    // Refusals are in the reader's language.
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  return tokens.map((token): Given => {
    const option = token.kind === 'option' ? `--${token.name}` : ''
    return valued.includes(option) || Object.hasOwn(flags, option)
      ? { kind: 'option', option, value: token.kind === 'option' ? token.value : undefined }
      : { kind: 'unknown', option: words[token.index]?.split('=', 1)[0] ?? '' }
  })
}

function nameOf(option: string): string {
  return option.replace(/^--/, '')
}
