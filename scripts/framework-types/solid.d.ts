/** Our elements in Solid's JSX. `on:rc-call-end` listens to `rc-call-end`. */
import type {JSX} from 'solid-js';
import type {RcElements} from './elements.js';

type Listeners<Events> = {[Name in keyof Events & string as `on:${Name}`]?: ((event: Events[Name]) => void) | undefined};

/** Solid sets a property of an element under its attribute's name; any other needs the prefix. */
type Set<Properties> = {[Name in keyof Properties & string as `prop:${Name}`]?: Properties[Name] | undefined};

type Ours = {
  [Tag in keyof RcElements]:
    & Omit<JSX.HTMLAttributes<RcElements[Tag]['element']>, keyof RcElements[Tag]['attributes']>
    & RcElements[Tag]['attributes']
    & Set<RcElements[Tag]['properties']>
    & Listeners<RcElements[Tag]['events']>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Ours {}
  }
}
