/**
 * Orders for the simulator. Your own page needs none of it.
 *
 * @param {string} server The address of the simulator.
 */
export const createCommand = (server) => async (action, body) => {
  const request = body === undefined ? {} : {method: 'POST', body: JSON.stringify(body)};
  const response = await fetch(`${server}/simulator/${action}`, request);
  return response.json();
};
