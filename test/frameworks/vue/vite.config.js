import vue from '@vitejs/plugin-vue';

// Tells Vue which tags are not Vue components.
const isCustomElement = (tag) => tag.startsWith('rc-');

export default {plugins: [vue({template: {compilerOptions: {isCustomElement}}})]};
