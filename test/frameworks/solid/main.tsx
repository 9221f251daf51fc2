import {render} from 'solid-js/web';
import {App} from './App.jsx';
import {people} from '../people.js';

render(() => <App people={people} />, document.querySelector('#app')!);
