/** Our elements in React's JSX (React 19). `onrc-call-end` listens to `rc-call-end`. */
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {RcElements} from './elements.js';

type Listeners<Events> = {[Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined};

type Attributes<Element, Properties, Events> =
  & Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Properties>
  & Properties
  & Listeners<Events>;

type Ours = {
  [Tag in keyof RcElements]: Attributes<
    RcElements[Tag]['element'], RcElements[Tag]['attributes'] & RcElements[Tag]['properties'], RcElements[Tag]['events']
  >;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Ours {}
  }
}
