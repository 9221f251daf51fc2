/** Our elements in Preact's JSX. `onrc-call-end` listens to `rc-call-end`. */
import type {HTMLAttributes} from 'preact';
import type {RcElements} from './elements.js';

type Listeners<Events> = {[Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined};

type Attributes<Element extends EventTarget, Properties, Events> =
  & Omit<HTMLAttributes<Element>, keyof Properties>
  & Properties
  & Listeners<Events>;

type Ours = {
  [Tag in keyof RcElements]: Attributes<
    RcElements[Tag]['element'], RcElements[Tag]['attributes'] & RcElements[Tag]['properties'], RcElements[Tag]['events']
  >;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Ours {}
  }
}
