import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { createPool } from 'mysql2';
import { readConfig } from '../../../server/config.js';
import { bareGuard } from './bare-guard.js';
import { answerLoan, answerLoans } from './bare-loans.js';
import { answerRepayment } from './bare-repayments.js';

/*
 * What the program is measured against: Express and mysql2 and nothing between, doing the same statements for the same
 * replies. Statements are prepared, connections kept, nothing is logged, checked or counted that the reply does not need.
 */

const config = readConfig();
const pool = createPool({
  uri: config.databaseUrl?.replace(/^mariadb:/, 'mysql:') ?? '',
  connectionLimit: 10,
  dateStrings: true,
  supportBigNumbers: true,
  timezone: 'Z',
});
pool.on('connection', (connection) => {
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
});
const database = pool.promise();
const guard = bareGuard(config.tokenSigningKey, database);

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/readyz', (_request, response) => void response.json({}));
app.get('/api/v1/loans', guard, answerLoans(database));
app.get('/api/v1/loans/:loanId', guard, answerLoan(database));
app.post('/api/v1/loans/:loanId/repayments', guard, express.json(), answerRepayment(database));
const answerFault: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(500).json({ error: error.message });
};
app.use(answerFault);

createServer(app).listen(config.port, config.host);
process.once('SIGTERM', () => process.exit(0));
