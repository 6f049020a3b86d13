const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/** Whether a text is a mainland mobile number: eleven plain digits from 13 to 19. Full-width digits and spaces are not. */
export function isMobileNumber(text: string): boolean {
  return MAINLAND_MOBILE.test(text);
}
