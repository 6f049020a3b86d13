# 由穗贷签发 given by Suidai
: "${HOST:=https://suidai.example}"
: "${CLIENT_ID:=bank-...}" "${CLIENT_SECRET:=suidai-client-secret-...}"
: "${KEY_CODE:=key-...}" "${SIGNING_KEY:=suidai-signing-key-...}"

TOKEN=$(curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "$HOST/api/v1/oauth/token" |
  sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')

curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/loans?limit=5"
