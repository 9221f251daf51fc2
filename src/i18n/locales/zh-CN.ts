import {english} from '../strings.js';
import type {Words} from '../strings.js';

const words: Words = english;

export default words;
