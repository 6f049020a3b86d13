# subsidyClaimId 见导入结果 is named by the import
CLAIM=1
curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/subsidy-claims/$CLAIM/lines?limit=200"
curl -sS -H "Authorization: Bearer $TOKEN" "$HOST/api/v1/subsidy-claims/$CLAIM/lines?cause=day-count-both-ends"
