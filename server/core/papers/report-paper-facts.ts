/** 月报、半年报、统计报表: a report as its sheet shows it; every cell is text already. */
export type ReportPaperFacts = {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly columns: readonly {
    readonly label: string;
    readonly kind: 'text' | 'count' | 'money' | 'percent';
    readonly section?: string;
  }[];
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[] | null;
  readonly notes: readonly string[];
};
