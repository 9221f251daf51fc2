import {createApp} from 'vue';
import App from './App.vue';
import {people} from '../people.js';

createApp(App, {people}).mount('#app');
