/** Discord's OpenAPI document as a validator of request bodies, closed where it leaves objects open. */
import { readFileSync } from 'node:fs'
import addFormatsModule from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** Problems of a body by the name of its schema; empty where it is right. */
export type DiscordApi = (schema: string, body: unknown) => string[]

const DOCUMENT = 'https://openapi.test/discord.json'

/** Reads `discord-openapi.json` of the folder. */
export function discordApi(folder: string): DiscordApi {
  const { components } = JSON.parse(readFileSync(`${folder}/discord-openapi.json`, 'utf8')) as {
    components: unknown
  }
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  // The package is CommonJS: its types see the module where the function is.
  const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void
  addFormats(ajv)
  ajv.addFormat('snowflake', /^\d{1,20}$/)
  ajv.addFormat('nonce', true)
  ajv.addSchema({ $id: DOCUMENT, components: closed(components) })
  return (schema, body) => {
    const validate = ajv.getSchema(`${DOCUMENT}#/components/schemas/${schema}`)
    if (!validate) throw new Error(`the document has no schema ${schema}`)
    if (validate(body)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** The document lets unknown properties pass, and so every misspelt one: objects that list their properties are closed. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const lists =
    copy.type === 'object' && copy.properties !== undefined && copy.additionalProperties === undefined
  return lists && copy.allOf === undefined ? { ...copy, additionalProperties: false } : copy
}
