import { fileURLToPath } from 'node:url';

const fileOf = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${name}`));

/** Noto Sans SC under the SIL Open Font License 1.1: it may be embedded in what is set with it. */
export const FONT_FILES = {
  regular: fileOf('400Regular/NotoSansSC_400Regular.ttf'),
  bold: fileOf('700Bold/NotoSansSC_700Bold.ttf'),
} as const;
