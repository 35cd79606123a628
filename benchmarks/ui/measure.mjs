// Figures of the web interface in a browser: node benchmarks/ui/measure.mjs URL USER PASSWORD [great], which benchmarks/ui/run starts with a server of its own
// Median of three, cold (nothing cached) and warm. What is measured is each page of `pages`; the server must have the DAG ui_tour of
// tests/Airflow.EndToEnd/Ui/dags with the run tour_1, and the DAGs of benchmarks/ui/graph. Times are from the start of the navigation until the element that is the content is there.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../ui/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const [url = 'http://localhost:8080', user = 'admin', password = 'admin', size = ''] = process.argv.slice(2)
const ROUNDS = 3

const great = [
  ['list of 10,000 DAGs', '/dags', 'table a[href^="/dags/d"]'],
  ['grid of 1,000 tasks x 50 runs', '/dags/thousand', 'canvas'],
]

const small = [
  ['home', '/', 'text=How everything is'],
  ['list of DAGs', '/dags', 'table a[href="/dags/ui_tour"]'],
  ['grid', '/dags/ui_tour', 'canvas'],
  ['graph', '/dags/ui_tour/graph', '.graph-node'],
  ['graph of 200 tasks', '/dags/wide/graph', '.graph-node >> nth=199'],
  ['run', '/dags/ui_tour/runs/tour_1', 'table tbody a'],
  ['log of 5,000 lines', '/dags/ui_tour/runs/tour_1/tasks/chatty', '.log .line'],
  ['workers', '/workers', 'h1'],
]

const pages = size === 'great' ? great : small

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

async function open(context, path, content) {
  const page = await context.newPage()
  const debug = await context.newCDPSession(page)
  await debug.send('Network.enable')
  const kinds = new Map()
  let script = 0
  let calls = 0
  debug.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type)
    if (/\/(api|ui)\//.test(new URL(response.url).pathname) && (type === 'Fetch' || type === 'XHR')) calls++
  })
  debug.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) === 'Script') script += encodedDataLength
  })
  const begun = performance.now()
  await page.goto(url + path, { waitUntil: 'commit' })
  await page.locator(content).first().waitFor()
  const time = performance.now() - begun
  await page.waitForTimeout(700)
  await debug.send('HeapProfiler.enable')
  await debug.send('HeapProfiler.collectGarbage')
  const { usedSize } = await debug.send('Runtime.getHeapUsage')
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  const asked = calls
  return { page, time, script, calls: asked, heap: usedSize, nodes, idle: () => calls - asked }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] })

async function enter() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const answer = await context.request.post(`${url}/auth/token`, { data: { username: user, password } })
  await context.addCookies([{ name: '_token', value: (await answer.json()).access_token, url }])
  return context
}

console.log('| page | cold ms | warm ms | JS KB | calls | heap MB | nodes |\n|---|---|---|---|---|---|---|')
for (const [name, path, content] of pages) {
  const [cold, warm] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const context = await enter()
    for (const list of [cold, warm]) {
      const found = await open(context, path, content)
      await found.page.close()
      list.push(found)
    }
    await context.close()
  }
  const of = (list, what) => median(list.map((one) => one[what]))
  console.log(
    `| ${name} | ${of(cold, 'time').toFixed(0)} | ${of(warm, 'time').toFixed(0)} | ${(of(cold, 'script') / 1024).toFixed(0)} | ${of(cold, 'calls')} | ${(of(warm, 'heap') / 1e6).toFixed(1)} | ${of(warm, 'nodes')} |`,
  )
}

/** Frames a second while the grid is scrolled from its beginning to its end, and the longest time between two. */
async function scroll(page, box) {
  return page.evaluate(async (selector) => {
    const element = document.querySelector(selector)
    const step = (element.scrollHeight - element.clientHeight) / 120
    const times = [await new Promise(requestAnimationFrame)]
    while (times.length <= 120) {
      element.scrollTop += step
      times.push(await new Promise(requestAnimationFrame))
    }
    const gaps = times.slice(1).map((time, at) => time - times[at])
    return { rate: (1000 * gaps.length) / (times.at(-1) - times[0]), longest: Math.max(...gaps) }
  }, box)
}

if (size === 'great') {
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const context = await enter()
    const { page } = await open(context, '/dags/thousand', 'canvas')
    rounds.push(await scroll(page, '[role="region"][aria-label="Grid"]'))
    await context.close()
  }
  console.log(`\nScrolling the grid: ${median(rounds.map((one) => one.rate)).toFixed(0)} frames a second, longest ${median(rounds.map((one) => one.longest)).toFixed(0)} ms`)
}

/** How long after a run has ended its open page says so, in ms: both times are those of this machine's clock. */
async function change(round) {
  const context = await enter()
  const token = (await context.cookies()).find(({ name }) => name === '_token').value
  const ask = async (method, path, data) => (await context.request.fetch(`${url}/api/v2/dags/quick${path}`, { method, data, headers: { Authorization: `Bearer ${token}` } })).json()
  await ask('PATCH', '', { is_paused: true })
  const id = `seen_${round}_${Date.now()}`
  await ask('POST', '/dagRuns', { dag_run_id: id, logical_date: null })
  const page = await context.newPage()
  await page.goto(`${url}/dags/quick/runs/${id}`)
  await page.locator('.state', { hasText: 'queued' }).first().waitFor()
  await page.waitForTimeout(1000)
  const seen = page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = () => {
          if (!document.querySelector('.state')?.textContent.includes('success')) return false
          requestAnimationFrame(() => resolve(Date.now()))
          return true
        }
        const observer = new MutationObserver(() => look() && observer.disconnect())
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
      }),
  )
  await ask('PATCH', '', { is_paused: false })
  const at = await seen
  const { end_date: ended } = await ask('GET', `/dagRuns/${id}`)
  await context.close()
  return at - Date.parse(ended)
}

if (size !== 'great') {
  const times = []
  for (let round = 0; round < 5; round++) times.push(await change(round))
  console.log(`\nThe end of a run is on its page after ${median(times).toFixed(0)} ms (${times.map((time) => time.toFixed(0)).join(', ')})`)
}

const context = await enter()
const idle = await open(context, '/', 'text=How everything is')
await idle.page.waitForTimeout(20_000)
console.log(`\nRequests of an idle window in 20 s: ${idle.idle()}`)
await browser.close()
