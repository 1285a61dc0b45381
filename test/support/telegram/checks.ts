/** Telegram's documented limits, checked by hand: those that its definition knows and those that it does not. */
import type { ReceivedCall, Values } from './body.ts'
import { parseHtml } from './markup.ts'

/** What is wrong with a call, whether or not Telegram would say so. */
export function problemsOf(method: string, { params, files }: ReceivedCall): string[] {
  const problems: string[] = []
  const must = (right: boolean, problem: string) => {
    if (!right) problems.push(problem)
  }
  const media = list(params.media)
  for (const item of media.length > 0 ? media : [params]) {
    must(item.caption === undefined || item.parse_mode === 'HTML', 'a caption that is not HTML')
    checkText(item.caption, 1024, 'caption')
  }
  must(
    params.text === undefined || method === 'answerCallbackQuery' || params.parse_mode === 'HTML',
    'a text that is not HTML',
  )
  if (method === 'answerCallbackQuery') {
    const text = String(params.text ?? '')
    must(text.length <= 200, `an alert of ${text.length} characters`)
  } else checkText(params.text, 4096, 'text')
  if (method === 'sendMediaGroup') {
    must(media.length >= 2 && media.length <= 10, `an album of ${media.length}`)
    must(params.reply_markup === undefined, 'an album with a keyboard')
  }
  if (method === 'sendRichMessage') problems.push(...richProblems(params.rich_message))
  problems.push(...keyboardProblems(params.reply_markup))
  const named = [...JSON.stringify(params).matchAll(/"(?:attach:\/\/)([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  )
  must(
    String(named.toSorted()) === String([...files.keys()].toSorted()),
    `files ${[...files.keys()]} for ${named}`,
  )
  for (const [name, { bytes }] of files) problems.push(...fileProblems(name, bytes, method))
  if (method === 'setMyCommands') problems.push(...commandProblems(params.commands))
  if (method === 'answerInlineQuery') problems.push(...resultProblems(params.results))
  return problems

  function checkText(html: unknown, most: number, what: string): void {
    if (html === undefined) return
    try {
      const { text, entities } = parseHtml(String(html))
      must(text.length <= most, `a ${what} of ${text.length} characters`)
      must(entities <= 100, `${entities} formatted stretches`)
      must(String(html).isWellFormed(), `a ${what} that is cut inside a character`)
      // Only these are to be escaped, and nothing else is an escape.
      must(!/&(?!(?:lt|gt|amp|quot|#\d+);)/.test(String(html)), `an unescaped & in a ${what}`)
    } catch (error) {
      problems.push(`${what}: ${(error as Error).message}`)
    }
  }
}

function keyboardProblems(markup: unknown): string[] {
  const { inline_keyboard: rows } = (markup ?? {}) as { inline_keyboard?: readonly (readonly Values[])[] }
  if (!rows) return []
  const buttons = rows.flat()
  return [
    ...(buttons.length > 100 ? [`${buttons.length} buttons`] : []),
    ...(rows.some((row) => row.length > 8 || row.length === 0) ? ['a row of none, or of more than 8'] : []),
    ...buttons.flatMap(({ text, callback_data: data, url }) => [
      ...(typeof text === 'string' && text !== '' && text.length <= 64
        ? []
        : [`the label "${String(text)}"`]),
      ...((data === undefined) === (url === undefined)
        ? [`"${String(text)}" does nothing, or two things`]
        : []),
      ...(data !== undefined && !fits(data)
        ? [`callback data of ${Buffer.byteLength(String(data))} bytes`]
        : []),
    ]),
  ]
}

const fits = (data: unknown) => {
  const bytes = Buffer.byteLength(String(data))
  return bytes >= 1 && bytes <= 64
}

function richProblems(message: unknown): string[] {
  const { html, markdown } = (message ?? {}) as Values
  if ((html === undefined) === (markdown === undefined)) return ['neither HTML nor Markdown, or both']
  if (html === undefined) return []
  try {
    const { text, tags } = parseHtml(String(html), true)
    const blocks = [...tags].reduce((sum, [tag, count]) => sum + (BLOCKS.has(tag) ? count : 0), 0)
    const columns = Math.max(0, ...rowsIn(String(html)))
    return [
      ...(text.length > 32_768 ? [`${text.length} characters`] : []),
      ...(blocks > 500 ? [`${blocks} blocks`] : []),
      ...(columns > 20 ? [`${columns} columns`] : []),
      ...((tags.get('img') ?? 0) > 50 ? ['more than 50 pictures'] : []),
    ]
  } catch (error) {
    return [(error as Error).message]
  }
}

const BLOCKS = new Set('h1 h2 h3 h4 h5 h6 p ul ol li table tr details blockquote pre hr img'.split(' '))

function rowsIn(html: string): number[] {
  return [...html.matchAll(/<tr\b.*?<\/tr>/gs)].map(([row]) => row.match(/<t[hd]\b/g)?.length ?? 0)
}

function fileProblems(name: string, bytes: Uint8Array, method: string): string[] {
  const most = method === 'sendDocument' ? 50 : 10
  if (bytes.byteLength === 0) return [`${name} is empty`]
  if (bytes.byteLength > most * 1024 * 1024) return [`${name} is larger than ${most} MB`]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (method === 'sendDocument' || bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return []
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return [
    ...(width + height > 10_000 ? [`${name} is ${width} × ${height}`] : []),
    ...(Math.max(width / height, height / width) > 20 ? [`${name} is ${width} × ${height}`] : []),
  ]
}

function commandProblems(commands: unknown): string[] {
  const all = list(commands)
  return [
    ...(all.length > 100 ? [`${all.length} commands`] : []),
    ...(new Set(all.map(({ command }) => command)).size === all.length ? [] : ['a command twice']),
    ...all.flatMap(({ command, description }) => [
      ...(/^[a-z0-9_]{1,32}$/.test(String(command)) ? [] : [`the command "${String(command)}"`]),
      ...(String(description ?? '').length >= 1 && String(description).length <= 256
        ? []
        : [`the description of /${String(command)}`]),
    ]),
  ]
}

function resultProblems(results: unknown): string[] {
  const all = list(results)
  const ids = all.map(({ id }) => String(id))
  return [
    ...(all.length > 50 ? [`${all.length} results`] : []),
    ...(new Set(ids).size === ids.length ? [] : ['a result twice']),
    ...(ids.every(fits) ? [] : ['an id of a result that is not 1 to 64 bytes']),
    ...all.flatMap((one) => {
      const content = (one.input_message_content ?? one) as Values
      const call = {
        params: { text: content.message_text, parse_mode: content.parse_mode },
        files: new Map(),
      }
      const captioned = { params: { caption: one.caption, parse_mode: one.parse_mode }, files: new Map() }
      return [
        ...(content.message_text === undefined ? [] : problemsOf('', call)),
        ...(one.caption === undefined ? [] : problemsOf('', captioned)),
        ...keyboardProblems(one.reply_markup),
      ]
    }),
  ]
}

function list(value: unknown): readonly Values[] {
  return Array.isArray(value)
    ? (value as readonly Values[])
    : value && typeof value === 'object'
      ? [value as Values]
      : []
}
