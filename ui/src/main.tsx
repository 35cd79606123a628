import '@mantine/core/styles.css'
import './app/app.css'
import { MantineProvider, createTheme } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app/router'
import { untilEarlyEnd } from './early/answers'
import { ApiError } from './shared/api'
import { EventProvider } from './shared/events'
import { readWords } from './shared/words'

// the word that the content policy of this answer lets styles in by; a library looks for it under a name of its own
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
Object.assign(globalThis, { __webpack_nonce__: nonce })

const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'sm',
  fontFamily: 'Inter, system-ui, sans-serif',
  // what a closed field offers is drawn when it is opened
  components: { Combobox: { defaultProps: { keepMounted: false } } },
})

/** Milliseconds for which a page's scripts and first data are waited for before what is around them is drawn. */
const SOON = 150

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})

// a page is drawn once, with all that it shows, where that is about to come: each part drawn by itself costs as much again
const whole = Promise.allSettled([router.load(), untilEarlyEnd()])
await Promise.all([readWords(), Promise.race([whole, new Promise((resolve) => setTimeout(resolve, SOON))])])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider getStyleNonce={() => nonce} theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <EventProvider>
          <RouterProvider router={router} />
        </EventProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
