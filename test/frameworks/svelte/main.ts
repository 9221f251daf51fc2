import {mount} from 'svelte';
import App from './App.svelte';
import {people} from '../people.js';

mount(App, {target: document.querySelector('#app')!, props: {people}});
