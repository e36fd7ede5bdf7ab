/** What the page takes of htm/preact/standalone.module.js, which has no types of its own. */
export class Component<P = any, S = any> {
  constructor(props?: P);
  props: P;
  state: S;
  setState(state: Partial<S>): void;
  forceUpdate(): void;
  render(props: P, state: S): any;
}
export function h(type: any, props?: Record<string, any> | null, ...children: any[]): any;
export function html(strings: TemplateStringsArray, ...values: any[]): any;
export function render(node: any, host: Element): void;
export function createContext<T>(value: T): any;
export function useContext<T>(context: any): T;
export function useState<T>(initial: T | (() => T)): [T, (next: T | ((before: T) => T)) => void];
export function useRef<T>(initial: T): { current: T };
export function useMemo<T>(make: () => T, deps: unknown[]): T;
export function useEffect(effect: () => void | (() => void), deps?: unknown[]): void;
export function useLayoutEffect(effect: () => void | (() => void), deps?: unknown[]): void;
export function useErrorBoundary(seen?: (error: unknown) => void): [unknown, () => void];
