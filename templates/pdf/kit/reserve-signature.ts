/** What PDFKit keeps to itself: the catalogue with the form that signatures stand in. */
interface Inside {
  readonly _root: {
    readonly data: {
      readonly AcroForm: {
        readonly data: { Fields: unknown[]; SigFlags?: number; NeedAppearances?: boolean };
      };
    };
  };
}

/** Room for the signature with its certificates, in bytes. */
export const SIGNATURE_BYTES = 8_192;

/** Ten figures each: patched in place once the paper's length is known. */
const UNKNOWN = 9_999_999_999;
const SIGNATURES_EXIST_AND_APPEND_ONLY = 3;
const HIDDEN_PRINTED_LOCKED = 132;

/** Leaves room for a detached PAdES signature over the whole file, in an invisible field of the first page. */
export function reserveSignature(document: PDFKit.PDFDocument, signedAt: Date, signer: string): void {
  const signature = document.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, UNKNOWN, UNKNOWN, UNKNOWN],
    Contents: new Uint8Array(SIGNATURE_BYTES),
    M: signedAt,
    Name: new String(signer),
    Reason: new String('签发文书'),
  });
  signature.end('');
  document.switchToPage(0);
  document.initForm();
  const { _root: catalogue } = document as unknown as Inside;
  const { data: form } = catalogue.data.AcroForm;
  const field = document.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('Signature'),
    TU: new String('电子签名'),
    F: HIDDEN_PRINTED_LOCKED,
    Rect: [0, 0, 0, 0],
    P: document.page.dictionary,
    V: signature,
  });
  field.end('');
  document.page.annotations.push(field);
  form.Fields.push(field);
  form.SigFlags = SIGNATURES_EXIST_AND_APPEND_ONLY;
  form.NeedAppearances = false;
}
