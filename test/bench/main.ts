/** `npm run bench`: every figure as a table and as JSON. `npm run bench -- agree settling` runs only those. */
import { measureAgree } from './agree.ts'
import { measureDelivery } from './delivery.ts'
import { type Figure, isMet, renderTable } from './figure.ts'
import { measureSettling } from './settling.ts'
import { openStand, type Stand } from './stand.ts'
import { measureStartUp } from './start-up.ts'
import { measureWebhooks } from './webhooks.ts'

const parts: Readonly<Record<string, (stand: Stand) => Promise<readonly Figure[]>>> = {
  agree: measureAgree,
  delivery: measureDelivery,
  settling: measureSettling,
  'start-up': measureStartUp,
  webhooks: measureWebhooks,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there is ${Object.keys(parts).join(', ')}`)

const stand = await openStand()
const figures: Figure[] = []
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    process.stderr.write(`measuring ${name} …\n`)
    figures.push(...(await measure(stand)))
  }
} finally {
  await stand.close()
}
process.stdout.write(`${renderTable(figures)}\n\n`)
process.stdout.write(`${JSON.stringify(figures.map((figure) => ({ ...figure, isMet: isMet(figure) })))}\n`)
