/** What the page asks of the server. Trouble comes back as a code that strings.ts has words for. */

export type Answer = { readonly refused?: string; readonly fields?: readonly string[] }
export type Milestone = { readonly label: string; readonly at: string }

export function say(saying: {
  chat: string
  user: string
  text: string
  replyTo: string | null
  files: readonly File[]
}): Promise<Answer> {
  const body = new FormData()
  body.set('chat', saying.chat)
  body.set('user', saying.user)
  body.set('text', saying.text)
  body.set('replyTo', saying.replyTo ?? '')
  for (const file of saying.files) body.append('files', file)
  return send('say', body)
}

export function press(pressing: {
  chat: string
  user: string
  message: string
  action: string
  press: string
}): Promise<Answer> {
  return send('press', JSON.stringify(pressing))
}

export function fill(body: FormData): Promise<Answer> {
  return send('form', body)
}

export function drop(pressed: string): Promise<Answer> {
  return send('drop', JSON.stringify({ press: pressed }))
}

export function changeReach(user: string, reachable: boolean): Promise<Answer> {
  return send('reach', JSON.stringify({ user, reachable }))
}

export function turnFace(plain: boolean): Promise<Answer> {
  return send('face', JSON.stringify({ plain }))
}

export function moveClock(move: { by: 'minute' | 'hour' | 'morning' } | { to: string }): Promise<Answer> {
  return send('clock', JSON.stringify(move))
}

/** The coming deadlines, soonest first; none when the server does not answer. */
export async function milestones(): Promise<readonly Milestone[]> {
  try {
    const response = await fetch('/sandbox/api/milestones')
    return response.ok ? await response.json() : []
  } catch {
    return []
  }
}

/** Where the bytes of a file are. */
export function fileUrl(id: string, mime: string): string {
  return `/sandbox/api/file/${id}?type=${encodeURIComponent(mime)}`
}

async function send(path: string, body: FormData | string): Promise<Answer> {
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined
  try {
    const response = await fetch(`/sandbox/api/${path}`, { method: 'POST', body, ...(headers && { headers }) })
    return await response.json()
  } catch {
    return { refused: 'no-answer' }
  }
}
