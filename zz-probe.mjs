import m from 'node:module'
m.enableCompileCache('/tmp/cc')
let n=0
if (process.argv[2]) { }
const t0=performance.now(), c0=process.cpuUsage()
await import('drizzle-orm/pg-core')
const c=process.cpuUsage(c0); console.log('total',Math.round(performance.now()-t0),'cpu',Math.round((c.user)/1000),Math.round((c.system)/1000))
