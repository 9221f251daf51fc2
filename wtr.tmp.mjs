import base from '/work/main/web-test-runner.config.mjs';
export default {...base, testsFinishTimeout: 25000, testFramework: {config: {timeout: 4000}}, rootDir: '/work/main'};
