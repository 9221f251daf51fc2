import {render} from 'preact';
import {App} from './App.js';
import {people} from '../people.js';

render(<App people={people} />, document.querySelector('#app')!);
