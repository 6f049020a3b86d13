# suidai_post 路径 path, 类型 content type, 正文文件 file that holds the body
suidai_post() {
  digest="sha-256=:$(openssl dgst -sha256 -binary "$3" | base64 | tr -d '\n'):"
  timestamp=$(date +%s)
  nonce=$(openssl rand -hex 16)
  key=${IDEMPOTENCY_KEY:-$(openssl rand -hex 16)}
  signature=$(printf 'suidai-request-v1\nPOST\n%s\n%s\n%s\n%s\n%s' "$1" "$timestamp" "$nonce" "$key" "$digest" |
    openssl dgst -sha256 -hmac "$SIGNING_KEY" -binary | base64 | tr '+/' '-_' | tr -d '=\n')
  curl -sS "$HOST$1" --data-binary "@$3" -H "Content-Type: $2" -H "Authorization: Bearer $TOKEN" \
    -H "Idempotency-Key: $key" -H "Suidai-Timestamp: $timestamp" -H "Suidai-Nonce: $nonce" \
    -H "Content-Digest: $digest" -H "Suidai-Signature: $KEY_CODE=$signature"
}

cat > repayment.json <<'JSON'
{ "serialNumber": "LS0009", "kind": "repayment", "paidOn": "2025-05-20",
  "principal": "8000.00", "interest": "862.50", "penalty": "0.00" }
JSON
suidai_post /api/v1/loans/42/repayments application/json repayment.json
