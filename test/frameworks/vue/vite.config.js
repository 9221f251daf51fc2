import vue from '@vitejs/plugin-vue';

// Vue asks which tags are none of its own components.
const isCustomElement = (tag) => tag.startsWith('rc-');

export default {plugins: [vue({template: {compilerOptions: {isCustomElement}}})]};
