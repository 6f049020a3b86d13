import { PAYMENT_RESULT_COLUMNS, readPaymentResultRow } from '../../core/bank-files/payment-results-file.js';
import { importKind } from '../../imports/import-kind.js';
import { takePaymentResults } from './take-payment-results.js';

/** 支付结果: its rows say which orders reached their payees and which came back. */
export const PAYMENT_RESULTS_IMPORT = importKind({
  name: 'payment-results',
  hasPeriod: false,
  columns: PAYMENT_RESULT_COLUMNS,
  readRow: readPaymentResultRow,
  write: takePaymentResults,
});
