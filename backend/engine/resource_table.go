package engine

// resourceTable is every API whose object has no rules of a product's own.
var resourceTable = resourceVerbs(
	billingFamilies(), meterFamilies(), taxFamilies(), merchantFamilies(), fundsFamilies(), riskFamilies(), uploadFamilies(),
)
