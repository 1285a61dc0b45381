/** Withheld values for a terminal: what was reported and no figure is made from, and how an operator accepts one. */
import { formatWithheld } from '#src/briefing/details/withheld.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'

/** Values that are listed, before the rest is counted. */
const LISTED = 30

/** A heading and a line a value, the youngest first; nothing where nothing is withheld. */
export function formatWithheldLines(history: History, words: Words): readonly string[] {
  const { withheld = [] } = history
  if (withheld.length === 0) return []
  const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
  const lines = withheld.slice(0, LISTED).map((one) => `  ${formatWithheld(one, symbolOf, words)}`)
  const more = withheld.length - lines.length
  return [
    words.say('doctor:withheld'),
    ...lines,
    ...(more > 0 ? [`  ${words.say('doctor:withheldMore', { count: more })}`] : []),
  ]
}

export interface Withholding {
  /** The record as it is; undefined where there is none yet. */
  readonly read: () => Promise<History | undefined>
  /** Lets a value stand, by its name; false where none that is withheld has it. */
  readonly accept: (name: string) => Promise<boolean>
}

/** `doctor accept NAME`: 0 where the value stands from now on, 1 where nothing that is withheld has the name. */
export async function acceptWithheld(
  name: string,
  { accept }: Pick<Withholding, 'accept'>,
  words: Words,
  stdout: { write(text: string): void },
): Promise<number> {
  const isAccepted = await accept(name)
  stdout.write(`${words.say(isAccepted ? 'doctor:accepted' : 'doctor:unknownWithheld', { name })}\n`)
  return isAccepted ? 0 : 1
}

/** After what `doctor` tried: the record's withheld values and how to accept one; nothing where there is no record. */
export async function listWithheld(
  { read }: Pick<Withholding, 'read'>,
  words: Words,
  stdout: { write(text: string): void },
): Promise<void> {
  const history = await read()
  if (!history) return
  const lines = formatWithheldLines(history, words)
  const text =
    lines.length > 0 ? [...lines, words.say('doctor:acceptHow')] : [words.say('doctor:nothingWithheld')]
  // Backticks mark what is typed as it stands; a terminal shows it without.
  stdout.write(`\n${text.join('\n').replaceAll('`', '')}\n`)
}
