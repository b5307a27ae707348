import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/commands/index.ts'
import { type ManifestCommand, slackManifest } from '../../../src/messengers/slack/manifest.ts'

const words = { name: 'Đôn Đốc', description: 'Lấy ý kiến', umbrella: { does: 'mọi lệnh', hint: 'homnay' } }
const known = commands.map(({ name, alias }) => ({ name, alias, does: `làm ${alias}` }))

function namesOf(manifest: ReturnType<typeof slackManifest>): readonly string[] {
  return manifest.features?.slash_commands?.map(({ command }) => command) ?? []
}

describe('the manifest of the Slack app', () => {
  test('registers every command under its English name and one umbrella, Slack’s own names excepted', () => {
    const names = namesOf(slackManifest(known, words, null))
    expect(names).toHaveLength(commands.length + 1)
    expect(names).toEqual(expect.arrayContaining(['/dondoc', '/agree', '/object', '/today', '/link', '/bind']))
    expect(names, 'Slack has a /leave of its own').not.toContain('/leave')
    expect(names).toContain('/nghiphep')
  })

  test('asks for the scopes the adapter uses, and no other', () => {
    const { oauth_config: oauth, settings } = slackManifest(known, words, null)
    expect(oauth?.scopes?.bot?.toSorted()).toEqual([
      'channels:history',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'groups:history',
      'im:history',
      'im:write',
      'mpim:history',
      'users:read',
      'users:read.email',
    ])
    expect(settings?.event_subscriptions?.bot_events).not.toContain('app_mention')
  })

  test('names one address for everything over HTTP, and none over Socket Mode', () => {
    const http = slackManifest(known, words, 'https://dondoc.songmay.example/')
    const address = 'https://dondoc.songmay.example/webhooks/slack'
    expect(http.features?.slash_commands?.every(({ url }) => url === address)).toBe(true)
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: address },
      interactivity: { is_enabled: true, request_url: address },
    })
    const socket = slackManifest(known, words, null)
    expect(socket.settings?.socket_mode_enabled).toBe(true)
    expect(JSON.stringify(socket)).not.toContain('url"')
  })

  test.each<[string, readonly ManifestCommand[]]>([
    ['a command too many', Array.from({ length: 50 }, (_, index) => ({ name: `x${index}`, alias: 'y', does: 'z' }))],
    ['a name beyond 32', [{ name: 'x'.repeat(32), alias: 'y', does: 'z' }]],
    ['a name with an accent', [{ name: 'đồng-ý', alias: 'y', does: 'z' }]],
    ['a name of Slack’s, both ways', [{ name: 'leave', alias: 'who', does: 'z' }]],
    [
      'two of one name',
      [
        { name: 'x', alias: 'y', does: 'z' },
        { name: 'x', alias: 'w', does: 'z' },
      ],
    ],
    ['nothing said of a command', [{ name: 'x', alias: 'y', does: '' }]],
  ])('is not made with %s', (_, given) => {
    expect(() => slackManifest(given, words, null)).toThrow(RangeError)
  })
})
