/** Discord's Markdown read back as a reader sees it, strictly: markup that no renderer of ours writes is an error. */

/** The shown text of a text display. Throws where a character would act as markup that nobody meant. */
export function shownByDiscord(content: string): string {
  return content
    .split(/(```\n[\s\S]*?\n```)/)
    .map((part, index) => (index % 2 === 1 ? codeOf(part) : part.split('\n').map(shownLine).join('\n')))
    .join('')
}

function codeOf(block: string): string {
  const text = block.slice(4, -4)
  if (text.includes('```')) throw new Error(`a code block ends inside its text: ${text}`)
  return text.replaceAll('\u200b', '')
}

function shownLine(line: string): string {
  const text = line.replace(/^(#{1,3} |-# |- (?!\s)| {2}(?=\S))/, '')
  // What is left must not begin as a heading, list or quotation does.
  if (/^\s*(#{1,3} |-# |[-*+] |\d+[.)] |>)/.test(text) && !/^\s*\\/.test(text))
    throw new Error(`markup at: ${line}`)
  let shown = ''
  let bold = false
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const stamp = /^<t:-?\d+:[tDfFR]>/.exec(rest)?.[0]
    const address = /^https?:\/\/[A-Za-z0-9][A-Za-z0-9./_%?=&#~+-]*/.exec(rest)?.[0]
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest)
    if (stamp) {
      shown += stamp
      at += stamp.length
    } else if (address) {
      shown += address
      at += address.length
    } else if (escaped) {
      shown += escaped[1]
      at += escaped[0].length
    } else if (rest.startsWith('**')) {
      bold = !bold
      at += 2
    } else if (/^[\\*_~`|[\]<>]/.test(rest)) {
      throw new Error(`markup at: ${rest.slice(0, 40)}`)
    } else {
      shown += rest[0]
      at += 1
    }
  }
  if (bold) throw new Error(`bold that does not end: ${line}`)
  return shown
}
