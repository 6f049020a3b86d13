import type { Scenarios } from './world.js';

export const CALCULATOR_SCENARIOS: Scenarios = {
  quoteSubsidy: async ({ visitor }) =>
    visitor.post('/api/v1/subsidy-quotes').send({
      borrowerKind: 'individual',
      principal: '300000.00',
      annualRatePercent: '3.45',
      disbursedOn: '2024-03-15',
      maturesOn: '2027-03-15',
      periodFrom: '2024-03-21',
      periodUntil: '2024-06-21',
      excludedPeriods: [{ from: '2024-06-01', until: '2024-06-11', reason: 'overdue' }],
    }),
  drawUpRepaymentSchedule: async ({ visitor }) =>
    visitor.post('/api/v1/repayment-schedules').send({
      method: 'interest-quarterly',
      principal: '300000.00',
      annualRatePercent: '3.45',
      termMonths: 24,
      disbursedOn: '2024-01-31',
    }),
};
