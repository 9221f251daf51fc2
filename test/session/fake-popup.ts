/** A window as the page that opened it sees it. */
export class FakePopup {
  closed = false;
  /** Empty until the page leads it anywhere. */
  address = '';
  readonly location = {replace: (url: string) => { this.address = url; }};
  close(): void { this.closed = true; }
  focus(): void {}

  /** The `state` of its address; empty if it has none. */
  get state(): string {
    return this.address && (new URL(this.address).searchParams.get('state') ?? '');
  }

  get asWindow(): Window {
    return this as unknown as Window;
  }
}
