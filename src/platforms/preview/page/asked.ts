/** The address of an answer: its question after the page's own (`/?ask=%2Ffunding+btc`). Pure. */
import type { CommandDescription } from '#src/platforms/preview/protocol.ts'

export function addressOf(question: string): string {
  return `/?${new URLSearchParams({ ask: question })}`
}

/** The question that an address holds; undefined where it holds none. */
export function questionIn(search: string, most: number): string | undefined {
  const asked = new URLSearchParams(search).get('ask')?.trim().slice(0, most).toWellFormed()
  return asked === '' ? undefined : asked
}

/** Uses whose commands change nothing: what they are asked for may be asked by opening an address. */
const READING = ['market', 'briefing', 'about']

/** Whether asking changes nothing, so that a link may ask; all else waits in the box until it is sent. */
export function isReading(question: string, commands: readonly CommandDescription[]): boolean {
  const [typed = ''] = question.normalize('NFKC').toLowerCase().split(/\s+/u)
  const name = typed.replace(/^\//u, '')
  const command = commands.find((one) => one.name === name || one.aliases.includes(name))
  return command !== undefined && READING.includes(command.use)
}
