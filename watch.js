const { all } = require('./store');
watched.push(all);
