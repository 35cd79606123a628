import { lazyRouteComponent } from '@tanstack/react-router'

/** The graph, which is fetched when it is to be shown; where it is here already, it is drawn with the page: what React loads late is shown 300 ms after its place is. */
export const GraphView = lazyRouteComponent(() => import('./GraphView'))
