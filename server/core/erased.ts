/** Stands where a personal value was, once its retention has ended. */
export const ERASED = '已按保存期限删除';

/** Whether what was read is the mark of an erased value. */
export const isErased = (text: string | null | undefined): boolean => text === ERASED;
