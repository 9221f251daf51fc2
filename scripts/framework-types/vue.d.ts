/** Our elements in Vue's templates. `@rc-call-end` listens to `rc-call-end`. */
import type {HTMLAttributes, VNodeProps} from 'vue';
import type {RcElements} from './elements.js';

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Capitalize<Camel<Name>>}`]?: ((event: Events[Name]) => void) | undefined;
};

type Component<Properties, Events> = new () => {
  $props: Omit<HTMLAttributes, keyof Properties> & VNodeProps & Properties & Listeners<Events>;
};

type Ours = {
  [Tag in keyof RcElements]:
    Component<RcElements[Tag]['attributes'] & RcElements[Tag]['properties'], RcElements[Tag]['events']>;
};

declare module 'vue' {
  interface GlobalComponents extends Ours {}
}
