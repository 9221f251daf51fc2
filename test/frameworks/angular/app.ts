import {ChangeDetectionStrategy, Component, computed, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import {toSignal} from '@angular/core/rxjs-interop';
import {Observable as RxObservable} from 'rxjs';
import 'rc-click-to-call';
import type {RcCallEndEvent} from 'rc-click-to-call';
import {getStore} from 'rc-click-to-call/store';
import type {Observable} from 'rc-click-to-call/store';
import {people} from '../people.js';

/** Reads a value of the store as a signal. */
const fromStore = <T>({get, listen}: Observable<T>) =>
  toSignal(new RxObservable<T>((told) => listen((value) => told.next(value))), {initialValue: get()});

@Component({
  selector: 'people-page',
  templateUrl: './app.html',
  // Angular requires this for tags that are not Angular components.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  private readonly store = getStore();
  protected readonly session = fromStore(this.store.session);
  private readonly calls = fromStore(this.store.calls);
  protected readonly running = computed(() => this.calls().filter(({endedAt}) => endedAt === undefined).length);

  protected readonly people = signal(people);
  protected readonly texting = signal(false);
  protected readonly watching = signal(true);
  protected readonly last = signal('none');

  /** Your backend holds the session and returns a valid access token. */
  protected readonly getAccessToken = async () => (await fetch('/api/ringcentral-token')).text();

  protected ended(event: Event) {
    const {call} = (event as RcCallEndEvent).detail;
    this.last.set(`${call.name}: ${call.phase}`);
  }

  protected remove(phone: string) {
    this.people.update((now) => now.filter((one) => one.phone !== phone));
  }

  protected turn() {
    this.people.update((now) => now.toReversed());
  }
}
