/** A machine-readable Bot API as a validator of calls: fields, types, and the limits that its descriptions name. */
import { readFileSync } from 'node:fs'

/** Problems of a call; empty where it is right. */
export type TelegramApi = (method: string, params: Readonly<Record<string, unknown>>) => string[]

interface Field {
  readonly name: string
  readonly types: readonly string[]
  readonly required: boolean
  readonly description: string
}

interface Shape {
  readonly fields?: readonly Field[]
  readonly subtypes?: readonly string[]
}

interface Document {
  readonly methods: Readonly<Record<string, Shape>>
  readonly types: Readonly<Record<string, Shape>>
}

/** Reads `telegram-bot-api.json` of the folder; `shown` gives a text as Telegram counts it. */
export function telegramApi(folder: string, shown: (text: string) => string): TelegramApi {
  const { methods, types } = JSON.parse(readFileSync(`${folder}/telegram-bot-api.json`, 'utf8')) as Document
  return (method, params) => {
    const shape = methods[method]
    return shape ? object(shape, params, method) : [`${method}: no such method`]
  }

  function object({ fields = [] }: Shape, value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`]
    const known = new Map(fields.map((field) => [field.name, field]))
    const entries = Object.entries(value)
    return [
      ...entries.flatMap(([name, inner]) => {
        const field = known.get(name)
        return field ? fieldProblems(field, inner, `${path}.${name}`) : [`${path}.${name}: unknown field`]
      }),
      ...fields
        .filter(({ name, required }) => required && !entries.some(([one]) => one === name))
        .map(({ name }) => `${path}.${name}: missing`),
    ]
  }

  function fieldProblems({ types: allowed, description }: Field, value: unknown, path: string): string[] {
    const tries = allowed.map((type) => typed(type, value, path))
    const best = tries.toSorted((a, b) => a.length - b.length)[0] ?? []
    return best.length > 0 ? best : limits(description, value, path)
  }

  function typed(type: string, value: unknown, path: string): string[] {
    const items = /^Array of (.+)$/.exec(type)?.[1]
    if (items) {
      if (!Array.isArray(value)) return [`${path}: no array`]
      return value.flatMap((item, index) => typed(items, item, `${path}[${index}]`))
    }
    if (type === 'String') return typeof value === 'string' ? [] : [`${path}: no string`]
    if (type === 'Boolean' || type === 'True')
      return typeof value === 'boolean' ? [] : [`${path}: no boolean`]
    if (type === 'Integer') return Number.isInteger(value) ? [] : [`${path}: no integer`]
    if (type === 'Float') return typeof value === 'number' ? [] : [`${path}: no number`]
    if (type === 'InputFile') return [`${path}: no file`]
    const shape = types[type]
    if (!shape) return [`${path}: unknown type ${type}`]
    if (!shape.subtypes) return object(shape, value, path)
    const tries = shape.subtypes.map((one) => typed(one, value, path))
    return tries.toSorted((a, b) => a.length - b.length)[0] ?? []
  }

  function limits(description: string, value: unknown, path: string): string[] {
    const [, least, most, unit] = /(\d+)-(\d+) (characters|bytes|items)/.exec(description) ?? []
    const atMost = /At most (\d+) /.exec(description)?.[1]
    const size =
      unit === 'bytes'
        ? Buffer.byteLength(String(value))
        : Array.isArray(value)
          ? value.length
          : shown(String(value)).length
    if (most !== undefined && (size < Number(least) || size > Number(most)))
      return [`${path}: ${size} ${unit}, not ${least}-${most}`]
    return atMost !== undefined && size > Number(atMost) ? [`${path}: ${size}, more than ${atMost}`] : []
  }
}
