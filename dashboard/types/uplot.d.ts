/** What the page takes of uPlot. */
export default class UPlot {
  constructor(options: any, data: (number | null)[][], host: HTMLElement);
  static paths: { bars?: (options: { size: [number, number]; radius: number }) => any };
  cursor: { idx?: number | null };
  setSize(size: { width: number; height: number }): void;
  setCursor(at: { left: number; top: number }, tell?: boolean): void;
  valToPos(value: number, scale: string): number;
  destroy(): void;
}
