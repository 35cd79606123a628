import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** What of the page is a serious or critical barrier for somebody. */
export async function barriers(page: Page): Promise<string[]> {
  // what is still fading in has no contrast yet
  await page.evaluate(async (longest) => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.race([Promise.allSettled(ending.map((one) => one.finished)), new Promise((resolve) => setTimeout(resolve, longest))])
  }, 1_000)
  // the page's own policy lets no foreign script in; what the debugger runs is not the page's
  await page.evaluate(axe)
  const found = await page.evaluate(() => (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }).axe.run({ resultTypes: ['violations'] }))
  return found.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.slice(0, 4).map((node) => `${one.id} ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1, 2).join(' ')}`))
}
