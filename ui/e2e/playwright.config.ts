import { defineConfig } from '@playwright/test'

const folder = process.env.AIRFLOW_UI_OUTPUT ?? '../../artifacts/ui-e2e'

// against a running server, with the chromium of the system: nothing is downloaded
export default defineConfig({
  testDir: '.',
  outputDir: `${folder}/results`,
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // nothing waits that long where all is well; a busy machine is no fault
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ['json', { outputFile: `${folder}/report.json` }]],
  use: {
    baseURL: process.env.AIRFLOW_URL ?? 'http://localhost:8080',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    actionTimeout: 45_000,
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] },
  },
  projects: [
    { name: 'runs', testMatch: 'runs.setup.ts' },
    { name: 'pages', testMatch: '*.spec.ts', testIgnore: 'cluster.spec.ts', dependencies: ['runs'] },
    { name: 'cluster', testMatch: 'cluster.spec.ts' },
  ],
})
