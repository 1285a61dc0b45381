/** Why Discord does not let us connect, as a person can mend it. */
import { ConfigError } from '#src/errors.ts'

/** Of a code with which the gateway closes a connection for good. */
export function refusalOf(code: number): ConfigError {
  if (code === 4004) return badToken()
  if (code === 4010 || code === 4011) {
    const problem =
      code === 4011
        ? 'names too few shards: Discord wants more for this many servers'
        : 'names shards that do not exist'
    return new ConfigError([{ name: 'DISCORD_SHARDS', problem, example: 'auto' }])
  }
  const problem = `belongs to a bot that Discord lets connect no more (it closed with ${code}): see https://discord.com/developers/applications`
  return new ConfigError([{ name: 'DISCORD_TOKEN', problem, example: 'MTA…' }])
}

export function badToken(by = 'Discord'): ConfigError {
  return new ConfigError([
    {
      name: 'DISCORD_TOKEN',
      problem: `was refused by ${by}: it is mistyped or has been reset; copy the bot's token anew`,
      example: 'MTA…',
    },
  ])
}
