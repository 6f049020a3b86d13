curl -sS "$HOST/docs/samples/repayments.csv" > repayments.csv

part='--suidai\r\nContent-Disposition: form-data; name='
{
  printf -- "$part"'"kind"\r\n\r\nrepayments\r\n'
  printf -- "$part"'"file"; filename="repayments.csv"\r\nContent-Type: text/csv\r\n\r\n'
  cat repayments.csv
  printf -- '\r\n--suidai--\r\n'
} > body.bin
suidai_post /api/v1/imports 'multipart/form-data; boundary=suidai' body.bin

# 进度 progress, 拒绝行 refused rows, 改正后重传的文件 a file to correct and send again
IMPORT=1
curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/imports/$IMPORT"
curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/imports/$IMPORT/rows?outcome=rejected"
curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/imports/$IMPORT/rejected-file" > rejected.csv
