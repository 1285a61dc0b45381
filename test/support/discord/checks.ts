/** Discord's documented limits, checked by hand: those that its OpenAPI document knows and those that it does not. */
import type { ReceivedFile } from './body.ts'

type Shape = Readonly<Record<string, unknown>>

const COMPONENTS_V2 = 1 << 15
const EPHEMERAL = 64
const PROPERTIES = new Set(
  'flags components attachments allowed_mentions nonce enforce_nonce content embeds tts'.split(' '),
)

/** What is wrong with a message that is sent or edited. */
export function problemsOfMessage(
  body: unknown,
  files: readonly ReceivedFile[],
  { edit = false, fileLimit = 10 * 1024 * 1024 } = {},
): string[] {
  const message = (body ?? {}) as Shape
  const flags = Number(message.flags ?? 0)
  const components = flatten(message.components)
  const texts = components.filter(({ type }) => type === 10).map(({ content }) => String(content))
  const ids = components.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [String(custom_id)]))
  const names = files.map(({ name }) => name)
  const urls = components.flatMap(addressesOf)
  const attachments = (message.attachments ?? []) as readonly Shape[]
  const mentions = message.allowed_mentions as { parse?: unknown[] } | undefined
  const problems: string[] = []
  const must = (right: boolean, problem: string) => {
    if (!right) problems.push(problem)
  }
  for (const name of Object.keys(message)) must(PROPERTIES.has(name), `unknown property ${name}`)
  must((flags & COMPONENTS_V2) !== 0, 'not made of components')
  must(message.content === undefined && message.embeds === undefined, 'content or embeds beside components')
  must(!edit || (flags & EPHEMERAL) === 0, 'an edit cannot make a message private')
  must(components.length > 0, 'empty')
  must(components.length <= 40, `${components.length} components`)
  must(texts.join('').length <= 4000, `${texts.join('').length} characters`)
  must(
    texts.every((text) => text.length > 0),
    'an empty text',
  )
  must(new Set(ids).size === ids.length, 'a control twice')
  must(
    ids.every((id) => id.length >= 1 && id.length <= 100),
    'a custom_id of more than 100 characters',
  )
  must(files.length <= 10, `${files.length} files`)
  must(
    files.every(({ bytes }) => bytes.byteLength <= fileLimit),
    'a file above the limit',
  )
  must(
    files.every(({ bytes }) => bytes.byteLength > 0),
    'an empty file',
  )
  must(
    String(attachments.map(({ filename }) => filename)) === String(names),
    'attachments that are not the files',
  )
  must(
    attachments.every(({ filename, description }) =>
      String(filename).endsWith('.png')
        ? typeof description === 'string' && description.length <= 1024
        : true,
    ),
    'a picture without its description',
  )
  must(
    urls.every((url) => names.some((name) => url === `attachment://${name}`)),
    'a picture without its file',
  )
  must(
    names.every((name) => urls.includes(`attachment://${name}`)),
    'a file that is shown nowhere',
  )
  must(mentions !== undefined && mentions.parse?.length === 0, 'mentions that are not shut off')
  return problems
}

/** What is wrong with a form. */
export function problemsOfForm(data: unknown): string[] {
  const { custom_id, title, components } = data as Shape
  const fields = (components as readonly Shape[]).map(({ component }) => component as Shape)
  const names = fields.map((field) => String(field.custom_id))
  return [
    ...(/^a:[\w-]{11}:[\x21-\x7e]{1,40}$/.test(String(custom_id)) ? [] : ['a form that sends no payload']),
    ...(String(title).length >= 1 && String(title).length <= 45 ? [] : ['a title of a wrong length']),
    ...(fields.length >= 1 && fields.length <= 5 ? [] : [`${fields.length} fields`]),
    ...(new Set(names).size === names.length ? [] : ['a field twice']),
  ]
}

/** What is wrong with suggestions. */
export function problemsOfChoices(data: unknown): string[] {
  const choices = ((data as Shape | undefined)?.choices ?? []) as readonly Shape[]
  const fits = (text: unknown) => typeof text === 'string' && text.length >= 1 && text.length <= 100
  return [
    ...(choices.length > 25 ? [`${choices.length} suggestions`] : []),
    ...(choices.every(({ name, value }) => fits(name) && fits(value))
      ? []
      : ['a suggestion of a wrong length']),
  ]
}

/** What is wrong with commands. */
export function problemsOfCommands(body: unknown): string[] {
  const commands = body as readonly Shape[]
  const names = commands.map(({ name }) => String(name))
  return [
    ...(commands.length > 100 ? [`${commands.length} commands`] : []),
    ...(new Set(names).size === names.length ? [] : ['a command twice']),
    ...commands.flatMap(({ name, description, options }) => {
      const all = (options ?? []) as readonly Shape[]
      const firstOptional = all.findIndex((option) => option.required !== true)
      const misplaced =
        firstOptional >= 0 && all.slice(firstOptional).some((option) => option.required === true)
      return [
        ...(/^[a-z0-9_-]{1,32}$/.test(String(name)) ? [] : [`the name ${String(name)}`]),
        ...(description ? [] : [`${String(name)} without a description`]),
        ...(misplaced ? [`${String(name)}: required after optional`] : []),
      ]
    }),
  ]
}

function flatten(components: unknown): Shape[] {
  return ((components ?? []) as readonly Shape[]).flatMap((one) => [one, ...flatten(one.components)])
}

function addressesOf({ type, items, file }: Shape): string[] {
  if (type === 12) return (items as readonly { media: { url: string } }[]).map(({ media }) => media.url)
  return type === 13 ? [(file as { url: string }).url] : []
}
