/** Our elements in Svelte's markup. `onrc-call-end` listens to `rc-call-end`. */
import type {HTMLAttributes} from 'svelte/elements';
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

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Ours {}
}
