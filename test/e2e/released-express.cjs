/**
 * Stands for `express` in the copies of the service: keeps the handlers, for the test to call.
 */
const routes = {};

const express = () => ({
  use: () => {},
  listen: () => {},
  get: (path, handler) => (routes[`get ${path}`] = handler),
  post: (path, handler) => (routes[`post ${path}`] = handler),
});

module.exports = Object.assign(express, { json: () => () => {}, routes });
