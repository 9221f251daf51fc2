/** Our elements in Solid's JSX. `on:rc-call-end` listens to `rc-call-end`. */
import type {JSX} from 'solid-js';
import type {RcElements} from './elements.js';

type Listeners<Events> = {[Name in keyof Events & string as `on:${Name}`]?: ((event: Events[Name]) => void) | undefined};

type Attributes<Element, Properties, Events> =
  & Omit<JSX.HTMLAttributes<Element>, keyof Properties>
  & Properties
  & Listeners<Events>;

type Ours = {
  [Tag in keyof RcElements]: Attributes<
    RcElements[Tag]['element'], RcElements[Tag]['properties'], RcElements[Tag]['events']
  >;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Ours {}
  }
}
